//! `tr!`: what `format!` is, for sentences that are shown in the language chosen.

mod template;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, TokenStream, TokenTree};
use template::{Placeholder, template};

/// A sentence with values in it, in the language chosen. The literal is the sentence in English, with placeholders as in
/// `format!`, and plurals as in ICU MessageFormat, in which `#` is the number:
///
/// ```text
/// tr!("{name}: {loss:.3} after {steps, plural, one {# step} other {# steps}}")
/// tr!("{} of {}", done, all)
/// ```
///
/// Translations have the same placeholders without what follows a colon, in any order.
///
/// It becomes `crate::app::text::fill("{name}: {loss} after …", &[&name, &format_args!("{:.3}", loss), &steps])`.
#[proc_macro]
pub fn tr(input: TokenStream) -> TokenStream {
    expand(input)
        .unwrap_or_else(|why| format!("::core::compile_error!({why:?})").parse().expect("an invocation"))
}

fn expand(input: TokenStream) -> Result<TokenStream, String> {
    let mut arguments = split_at_commas(input).into_iter();
    let literal = match arguments.next().as_deref() {
        Some([TokenTree::Literal(literal)]) => literal.clone(),
        _ => return Err("a string literal was expected first".to_owned()),
    };
    let english = unquoted(&literal.to_string())?;
    let (mut named, mut positional) = (Vec::new(), Vec::new());
    for argument in arguments {
        match &argument[..] {
            [TokenTree::Ident(name), TokenTree::Punct(sign), expression @ ..]
                if sign.as_char() == '=' && sign.spacing() == Spacing::Alone =>
            {
                named.push((name.to_string(), expression.iter().cloned().collect::<TokenStream>()));
            }
            _ => positional.push(argument.into_iter().collect::<TokenStream>()),
        }
    }
    let (text, placeholders) = template(&english)?;
    let mut values = TokenStream::new();
    let mut used = 0;
    for Placeholder { name, spec } in placeholders {
        let value = if let Ok(position) = name.parse::<usize>() {
            used = used.max(position + 1);
            positional.get(position).cloned().ok_or_else(|| format!("there is no argument {position}"))?
        } else if let Some((_, value)) = named.iter().find(|(known, _)| *known == name) {
            value.clone()
        } else {
            TokenTree::from(Ident::new(&name, literal.span())).into()
        };
        values.extend(value_of(value, spec));
    }
    if used < positional.len() {
        return Err(format!("{} arguments were expected, {} are there", used, positional.len()));
    }
    let call: TokenStream = "crate::app::text::fill".parse().expect("a path");
    let mut arguments = TokenStream::from(TokenTree::from(Literal::string(&text)));
    arguments.extend([comma(), reference(), TokenTree::from(Group::new(Delimiter::Bracket, values))]);
    Ok(call.into_iter().chain([TokenTree::from(Group::new(Delimiter::Parenthesis, arguments))]).collect())
}

/// `&value,`, or `&format_args!("{:spec}", value),`.
fn value_of(value: TokenStream, spec: Option<String>) -> Vec<TokenTree> {
    let group = |delimiter, stream| TokenTree::from(Group::new(delimiter, stream));
    let Some(spec) = spec else {
        return vec![reference(), group(Delimiter::Parenthesis, value), comma()];
    };
    let mut arguments = TokenStream::from(TokenTree::from(Literal::string(&format!("{{:{spec}}}"))));
    arguments.extend([comma()].into_iter().chain(value));
    let path: TokenStream = "::core::format_args!".parse().expect("a path");
    let mut tokens = vec![reference()];
    tokens.extend(path);
    tokens.extend([group(Delimiter::Parenthesis, arguments), comma()]);
    tokens
}

fn comma() -> TokenTree {
    Punct::new(',', Spacing::Alone).into()
}

fn reference() -> TokenTree {
    Punct::new('&', Spacing::Alone).into()
}

fn split_at_commas(input: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in input {
        match &token {
            TokenTree::Punct(sign) if sign.as_char() == ',' => parts.push(Vec::new()),
            _ => parts.last_mut().expect("there is a first part").push(token),
        }
    }
    // A comma may follow the last argument.
    parts.retain(|part| !part.is_empty());
    parts
}

/// The value of a string literal.
fn unquoted(literal: &str) -> Result<String, String> {
    let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut rest = inner.ok_or("a plain string literal was expected")?.chars().peekable();
    let mut text = String::new();
    while let Some(c) = rest.next() {
        match (c, if c == '\\' { rest.next() } else { None }) {
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some(c @ ('"' | '\\' | '\''))) => text.push(c),
            ('\\', Some('\n')) => while rest.next_if(|c| c.is_whitespace()).is_some() {},
            ('\\', Some('u')) => {
                let digits: String = rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                let c = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                text.push(c.ok_or("a character's number was expected after \\u")?);
            }
            ('\\', escape) => return Err(format!("there is no escape {escape:?} here")),
            (c, _) => text.push(c),
        }
    }
    Ok(text)
}
