//! The stack machine.

use std::collections::HashMap;

use super::opcode;
use super::{Id, Object, Pickle, TensorFileError};
use crate::tensors::{Counted, Missing};

/// Objects of one pickle, about 100 bytes each; a network of a thousand layers has some ten thousand.
const MOST_OBJECTS: usize = 1 << 20;

/// Reads the pickle that begins at byte `at`.
pub(in crate::tensors) fn read(bytes: &[u8], at: usize) -> Result<Pickle<'_>, TensorFileError> {
    let mut machine = Machine {
        bytes,
        at,
        objects: Vec::new(),
        stack: Vec::new(),
        marks: Vec::new(),
        memo: HashMap::new(),
    };
    loop {
        let from = machine.at;
        let code = machine.take(1)?[0];
        if code == b'.' {
            let root = machine.pop()?;
            return Ok(Pickle { objects: machine.objects, root, end: machine.at });
        }
        machine.instruction(code, from)?;
    }
}

pub(super) struct Machine<'a> {
    bytes: &'a [u8],
    at: usize,
    pub(super) objects: Vec<Object<'a>>,
    stack: Vec<Id>,
    marks: Vec<usize>,
    memo: HashMap<u32, Id>,
}

impl<'a> Machine<'a> {
    fn instruction(&mut self, code: u8, from: usize) -> Result<(), TensorFileError> {
        match code {
            // PROTO, FRAME: nothing has to be done.
            0x80 => drop(self.take(1)?),
            0x95 => drop(self.take(8)?),
            b'N' => self.push(Object::None)?,
            0x88 => self.push(Object::Bool(true))?,
            0x89 => self.push(Object::Bool(false))?,
            b'K' => self.whole::<1>(false)?,
            b'M' => self.whole::<2>(false)?,
            b'J' => self.whole::<4>(true)?,
            0x8a => {
                let len = self.length::<1>()?;
                self.long(len)?;
            }
            0x8b => {
                let len = self.length::<4>()?;
                self.long(len)?;
            }
            b'G' => {
                self.take(8)?;
                self.push(Object::Float)?;
            }
            0x8c | b'U' => {
                let len = self.length::<1>()?;
                self.text(len)?;
            }
            b'X' | b'T' => {
                let len = self.length::<4>()?;
                self.text(len)?;
            }
            b'C' | b'B' => {
                let len = if code == b'C' { self.length::<1>()? } else { self.length::<4>()? };
                self.take(len)?;
                self.push(Object::Bytes)?;
            }
            b'}' => self.push(Object::Dict(Vec::new()))?,
            b']' => self.push(Object::List(Vec::new()))?,
            b')' => self.push(Object::Tuple(Vec::new()))?,
            0x85..=0x87 => {
                let items = self.pop_many(usize::from(code - 0x84))?;
                self.push(Object::Tuple(items))?;
            }
            b't' => {
                let items = self.pop_to_mark()?;
                self.push(Object::Tuple(items))?;
            }
            b'(' => self.marks.push(self.stack.len()),
            b'0' => drop(self.pop()?),
            b'1' => drop(self.pop_to_mark()?),
            b'2' => {
                let top = self.last()?;
                self.push_id(top)?;
            }
            b'a' => {
                let item = self.pop()?;
                self.append(vec![item])?;
            }
            b'e' => {
                let items = self.pop_to_mark()?;
                self.append(items)?;
            }
            b's' => {
                let items = self.pop_many(2)?;
                self.set_items(&items)?;
            }
            b'u' => {
                let items = self.pop_to_mark()?;
                self.set_items(&items)?;
            }
            b'q' => self.remember::<1>()?,
            b'r' => self.remember::<4>()?,
            0x94 => {
                let top = self.last()?;
                self.memo.insert(self.memo.len() as u32, top);
            }
            b'h' => self.recall::<1>()?,
            b'j' => self.recall::<4>()?,
            b'c' => {
                let (module, name) = (self.line()?, self.line()?);
                self.push(Object::Global(module, name))?;
            }
            0x93 => {
                let names = self.pop_many(2)?;
                match [0, 1].map(|i| &self.objects[names[i].0]) {
                    [&Object::Text(module), &Object::Text(name)] => {
                        self.push(Object::Global(module, name))?
                    }
                    _ => return Err(self.expected(Missing::ClassNames)),
                }
            }
            b'Q' => {
                let id = self.pop()?;
                self.storage(id)?;
            }
            b'R' | 0x81 => {
                let [function, arguments] = self.pop_many(2)?[..] else { unreachable!("two were asked for") };
                self.reduce(function, arguments)?;
            }
            b'b' => {
                let state = self.pop()?;
                let object = self.last()?;
                if let Object::Instance { state: old, .. } = &mut self.objects[object.0] {
                    *old = Some(state);
                }
            }
            _ => return Err(TensorFileError::Instruction { name: opcode::name(code), at: from }),
        }
        Ok(())
    }

    pub(super) fn expected(&self, expected: Missing) -> TensorFileError {
        TensorFileError::Expected { at: self.at, expected }
    }

    fn take(&mut self, len: usize) -> Result<&'a [u8], TensorFileError> {
        let bytes: &'a [u8] = self.bytes;
        let taken = bytes.get(self.at..).and_then(|rest| rest.get(..len));
        let taken = taken.ok_or_else(|| self.expected(Missing::BytesOfPickle(len)))?;
        self.at += len;
        Ok(taken)
    }

    /// A whole number of N bytes, the lowest first.
    fn length<const N: usize>(&mut self) -> Result<usize, TensorFileError> {
        Ok(self.take(N)?.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    }

    fn whole<const N: usize>(&mut self, signed: bool) -> Result<(), TensorFileError> {
        let number = self.length::<N>()? as i128;
        let is_negative = signed && number >> (8 * N - 1) == 1;
        self.push(Object::Int(if is_negative { number - (1 << (8 * N)) } else { number }))
    }

    /// A whole number of any length; those of more than 15 bytes are nobody's sizes.
    fn long(&mut self, len: usize) -> Result<(), TensorFileError> {
        let bytes = self.take(len)?;
        if len > 15 {
            return self.push(Object::Float);
        }
        let number = bytes.iter().rev().fold(0, |number, &byte| number << 8 | i128::from(byte));
        let is_negative = bytes.last().is_some_and(|byte| byte >> 7 == 1);
        self.push(Object::Int(if is_negative { number - (1 << (8 * len)) } else { number }))
    }

    fn text(&mut self, len: usize) -> Result<(), TensorFileError> {
        let bytes = self.take(len)?;
        self.push(std::str::from_utf8(bytes).map_or(Object::Bytes, Object::Text))
    }

    fn line(&mut self) -> Result<&'a str, TensorFileError> {
        let rest = &self.bytes[self.at..];
        let len =
            rest.iter().position(|&byte| byte == b'\n').ok_or_else(|| self.expected(Missing::ClassName))?;
        let line = &self.take(len + 1)?[..len];
        std::str::from_utf8(line).map_err(|_| self.expected(Missing::ClassName))
    }

    pub(super) fn push(&mut self, object: Object<'a>) -> Result<(), TensorFileError> {
        if self.objects.len() == MOST_OBJECTS {
            return Err(TensorFileError::TooMany { what: Counted::Objects, most: MOST_OBJECTS });
        }
        self.objects.push(object);
        self.push_id(Id(self.objects.len() - 1))
    }

    pub(super) fn push_id(&mut self, id: Id) -> Result<(), TensorFileError> {
        if self.stack.len() == MOST_OBJECTS {
            return Err(TensorFileError::TooMany { what: Counted::StackValues, most: MOST_OBJECTS });
        }
        self.stack.push(id);
        Ok(())
    }

    pub(super) fn last(&self) -> Result<Id, TensorFileError> {
        self.stack.last().copied().ok_or_else(|| self.expected(Missing::StackValue))
    }

    fn pop(&mut self) -> Result<Id, TensorFileError> {
        let top = self.last()?;
        self.stack.pop();
        Ok(top)
    }

    fn pop_many(&mut self, count: usize) -> Result<Vec<Id>, TensorFileError> {
        let rest = self.stack.len().checked_sub(count);
        let rest = rest.ok_or_else(|| self.expected(Missing::StackValues))?;
        Ok(self.stack.split_off(rest))
    }

    fn pop_to_mark(&mut self) -> Result<Vec<Id>, TensorFileError> {
        let mark = self.marks.pop().filter(|&mark| mark <= self.stack.len());
        let mark = mark.ok_or_else(|| self.expected(Missing::Mark))?;
        Ok(self.stack.split_off(mark))
    }

    fn remember<const N: usize>(&mut self) -> Result<(), TensorFileError> {
        let (index, top) = (self.length::<N>()? as u32, self.last()?);
        if self.memo.len() == MOST_OBJECTS {
            return Err(TensorFileError::TooMany { what: Counted::RememberedValues, most: MOST_OBJECTS });
        }
        self.memo.insert(index, top);
        Ok(())
    }

    fn recall<const N: usize>(&mut self) -> Result<(), TensorFileError> {
        let index = self.length::<N>()? as u32;
        let id = self.memo.get(&index).copied();
        let id = id.ok_or_else(|| self.expected(Missing::Remembered))?;
        self.push_id(id)
    }
}
