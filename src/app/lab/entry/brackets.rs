//! Numbers between brackets: Python's lists, what NumPy and PyTorch print, C, Mathematica, and matrices as MATLAB and Julia
//! write them.

use std::collections::HashSet;

use super::{Block, number};
use crate::app::text::entry as text;

/// More brackets in each other than this are no tensor of a convolution.
const MAX_DEPTH: usize = 8;
/// NumPy wraps lines of about this many characters.
const WRAPPED: usize = 60;

/// The brackets of a text; nothing if it has none. In C, others say how many numbers there are.
pub(super) fn pair(text: &str) -> Option<[char; 2]> {
    [['{', '}'], ['[', ']'], ['(', ')']].into_iter().find(|pair| text.contains(*pair))
}

/// The numbers between these brackets. What stands around them — "tensor(", a name, a dtype — may say nothing about the
/// numbers.
pub(super) fn block(text: &str, [open, close]: [char; 2]) -> Result<Block, String> {
    // IPython counts its answers in brackets of their own.
    let text = match text.trim_start().strip_prefix("Out[").and_then(|rest| rest.split_once("]:")) {
        Some((_, rest)) => rest,
        None => text,
    };
    // A break of a line ends a row in MATLAB; in Python it only wraps one.
    let wraps = text.contains([',', '(']);
    let mut reader = Reader { lists: vec![List::default()], ..Reader::default() };
    let (mut word, mut before) = (String::new(), ' ');
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != open && c != close && c != ',' && c != ';' && !c.is_whitespace() {
            word.push(c);
            before = c;
            continue;
        }
        let is_account = open == '(' && !before.is_alphanumeric();
        let last = std::mem::take(&mut word);
        if c == '(' && c == open && !is_maker(&last) {
            return Err(text::outside_brackets(&last));
        }
        reader.word(&last)?;
        match c {
            ',' => reader.comma(&last, chars.peek().copied()),
            ';' => reader.end_row(),
            '\n' if !wraps => reader.end_line(),
            _ if c == open => reader.open(is_account)?,
            _ if c == close => reader.close()?,
            _ => {}
        }
        before = c;
    }
    reader.word(&word)?;
    reader.block()
}

/// A number, or what stands between two brackets.
enum Node {
    Cell(f32),
    List(Vec<Node>),
}

/// What stands between two brackets, so far.
#[derive(Default)]
struct List {
    nodes: Vec<Node>,
    /// Where rows end in it.
    rows: Vec<usize>,
    /// Where lines end in it.
    lines: Vec<usize>,
    /// Whether a comma was in it since the last number, and whether there was one at all.
    comma: [bool; 2],
    /// Whether a single number in it may be a negative one, as accounts write them.
    is_account: bool,
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    /// The lists that are open; the first is the text itself.
    lists: Vec<List>,
    /// A comma without a space between two digits, and whether two numbers stand without any comma between them.
    tight: Option<String>,
    has_gap: bool,
    /// Characters of the present line.
    line: usize,
    widest: usize,
    has_list: bool,
}

impl Reader {
    fn list(&mut self) -> &mut List {
        self.lists.last_mut().expect("the text itself is never closed")
    }

    fn word(&mut self, word: &str) -> Result<(), String> {
        self.line += word.chars().count() + 1;
        if word.is_empty() {
            return Ok(());
        }
        if self.lists.len() == 1 {
            return if is_said_around(word, self.has_list) {
                Ok(())
            } else {
                Err(text::outside_brackets(word))
            };
        }
        let value = number(word);
        let list = self.list();
        let rows = list.rows.len().max(list.lines.len());
        let begin = list.rows.last().max(list.lines.last()).copied().unwrap_or(0);
        let Some(value) = value else {
            let column = list.nodes.len() - begin;
            let row = if rows > 0 { rows } else { self.lists[self.lists.len() - 2].nodes.len() };
            return Err(text::no_number_at([row, column], word));
        };
        let has_gap = list.nodes.len() > begin && !list.comma[0];
        list.comma[0] = false;
        list.nodes.push(Node::Cell(value));
        self.has_gap |= has_gap;
        Ok(())
    }

    fn comma(&mut self, before: &str, after: Option<char>) {
        self.list().comma = [true; 2];
        if before.ends_with(|c: char| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) {
            self.tight.get_or_insert_with(|| format!("{before},{}", after.unwrap_or(' ')));
        }
    }

    fn end_row(&mut self) {
        let list = self.list();
        list.rows.push(list.nodes.len());
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if self.lists.len() == 2 {
            self.widest = self.widest.max(line);
            let list = self.list();
            let is_row = matches!(list.nodes.last(), Some(Node::Cell(_)));
            if is_row && list.lines.last().copied().unwrap_or(0) < list.nodes.len() {
                list.lines.push(list.nodes.len());
            }
        }
    }

    fn open(&mut self, is_account: bool) -> Result<(), String> {
        self.has_list = true;
        self.lists.push(List { is_account, ..List::default() });
        if self.lists.len() > MAX_DEPTH { Err(text::BRACKETS.to_string()) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<(), String> {
        let list = self.lists.pop().filter(|_| !self.lists.is_empty()).ok_or(text::BRACKETS)?;
        if let ([Node::Cell(value)], true, [_, false]) = (&list.nodes[..], list.is_account, list.comma) {
            return Err(text::account(*value));
        }
        let is_wide = self.widest > WRAPPED;
        self.list().nodes.push(Node::List(list.rows(is_wide)?));
        Ok(())
    }

    fn block(mut self) -> Result<Block, String> {
        if self.lists.len() != 1 {
            return Err(text::BRACKETS.to_string());
        }
        if let Some(tight) = self.tight.take_if(|_| self.has_gap) {
            return Err(text::ambiguous(&tight));
        }
        let mut nodes = std::mem::take(&mut self.list().nodes);
        let root = if nodes.len() == 1 { nodes.remove(0) } else { Node::List(nodes) };
        let (mut shape, mut cells) = (root.shape()?, Vec::new());
        root.cells(&mut cells);
        while shape.len() > 2 && shape[0] == 1 {
            shape.remove(0);
        }
        while shape.len() < 2 {
            shape.insert(0, 1);
        }
        let (outer, [rows, columns]) =
            (&shape[..shape.len() - 2], [shape[shape.len() - 2], shape[shape.len() - 1]]);
        if outer.len() > 2 {
            return Err(text::too_many_axes(&shape));
        }
        let rows_of = |plane: &[Option<f32>]| plane.chunks(columns.max(1)).map(<[_]>::to_vec).collect();
        let planes = cells.chunks((rows * columns).max(1)).map(rows_of).collect();
        Ok(Block { planes, outer: outer.to_vec(), said: None })
    }
}

impl List {
    /// Its nodes, as lists of rows where it has several.
    fn rows(self, is_wide: bool) -> Result<Vec<Node>, String> {
        let Self { nodes, mut rows, lines, .. } = self;
        if rows.is_empty() {
            // Lines of the same length are rows; a shorter last one is what did not fit into the others.
            let ends = |lines: &[usize]| lines.iter().enumerate().all(|(i, end)| *end == lines[0] * (i + 1));
            let ends_there = lines.last().is_some_and(|last| *last == nodes.len());
            let with_last = if ends_there { lines } else { [lines, vec![nodes.len()]].concat() };
            if with_last.len() < 2 || !ends(&with_last) {
                return Ok(nodes);
            }
            if is_wide {
                return Err(text::WRAPPED.to_string());
            }
            rows = with_last;
        } else {
            rows.extend(lines);
        }
        let rows: HashSet<usize> = rows.into_iter().collect();
        let (mut all, mut row) = (Vec::new(), Vec::new());
        for (i, node) in nodes.into_iter().enumerate() {
            if rows.contains(&i) && !row.is_empty() {
                all.push(Node::List(std::mem::take(&mut row)));
            }
            row.push(node);
        }
        all.extend((!row.is_empty()).then_some(Node::List(row)));
        Ok(all)
    }
}

impl Node {
    /// How many there are along each axis.
    fn shape(&self) -> Result<Vec<usize>, String> {
        let Self::List(nodes) = self else { return Ok(vec![]) };
        let mut first: Option<Vec<usize>> = None;
        for (i, node) in nodes.iter().enumerate() {
            let shape = node.shape()?;
            match (&first, &shape[..]) {
                (Some(first), shape) if first == shape => {}
                (Some(first), [has]) if first.len() == 1 => return Err(text::uneven_row(i, *has, first[0])),
                (Some(first), [.., rows, columns]) if first.len() == shape.len() => {
                    let [.., expected_rows, expected_columns] = first[..] else { continue };
                    return Err(text::uneven_table(i, [*rows, *columns], [expected_rows, expected_columns]));
                }
                (Some(_), _) => return Err(text::BRACKETS.to_string()),
                (None, _) => first = Some(shape),
            }
        }
        Ok([vec![nodes.len()], first.unwrap_or_default()].concat())
    }

    fn cells(&self, cells: &mut Vec<Option<f32>>) {
        match self {
            Self::Cell(value) => cells.push(Some(*value)),
            Self::List(nodes) => nodes.iter().for_each(|node| node.cells(cells)),
        }
    }
}

/// Functions that leave the numbers between their brackets as they are.
const MAKERS: [&str; 10] =
    ["array", "asarray", "tensor", "Tensor", "FloatTensor", "matrix", "Matrix", "Parameter", "c", "print"];

/// Whether calls leave the numbers as they are: "torch.tensor", "print(np.array".
fn is_maker(calls: &str) -> bool {
    let calls = calls.rsplit('=').next().unwrap_or_default().split('(');
    calls.filter_map(|call| call.rsplit('.').next()).all(|name| name.is_empty() || MAKERS.contains(&name))
}

/// Whether a word around the brackets, behind the first of them or before it, leaves the numbers as they are: no factor, no
/// transposition, no method.
fn is_said_around(word: &str, is_behind: bool) -> bool {
    let calculates = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit() || "-−+'".contains(c))
            || word.ends_with(['-', '−'])
            || word.contains(['*', '/', '^', '+', '@', '·', '×', '%', '\\'])
    };
    if word.ends_with('(') && !is_maker(word) {
        return false;
    }
    match word.split_once('=') {
        // The name and the value of an argument: "device='cuda:0'".
        Some((name, _)) if is_behind => !calculates(name),
        Some((name, value)) => !calculates(name) && !calculates(value),
        None if is_behind => !calculates(word) && !word.trim_start_matches(')').starts_with(['.', '\'']),
        None => !calculates(word),
    }
}
