//! Names of nodes in Python.

use std::collections::HashSet;

use crate::network::{NodeId, Plan};

/// Words that Python keeps, what the code itself calls, and attributes of modules that a layer must not hide.
const RESERVED: &[&str] = &[
    "AttentionDecoder",
    "F",
    "False",
    "None",
    "Network",
    "True",
    "add_module",
    "and",
    "apply",
    "as",
    "assert",
    "async",
    "at",
    "average",
    "await",
    "bfloat16",
    "break",
    "buffers",
    "call_super_init",
    "children",
    "class",
    "compile",
    "continue",
    "cpu",
    "cuda",
    "def",
    "del",
    "double",
    "dump_patches",
    "elif",
    "else",
    "eval",
    "except",
    "extra_repr",
    "finally",
    "float",
    "for",
    "forward",
    "from",
    "get_buffer",
    "get_extra_state",
    "get_parameter",
    "get_submodule",
    "global",
    "half",
    "if",
    "import",
    "in",
    "input",
    "ipu",
    "is",
    "lambda",
    "load_state_dict",
    "modules",
    "mtia",
    "named_buffers",
    "named_children",
    "named_modules",
    "named_parameters",
    "nn",
    "nonlocal",
    "not",
    "or",
    "parameters",
    "pass",
    "put",
    "raise",
    "register_backward_hook",
    "register_buffer",
    "register_module",
    "register_parameter",
    "requires_grad_",
    "return",
    "self",
    "set_extra_state",
    "set_submodule",
    "share_memory",
    "state_dict",
    "super",
    "to",
    "to_empty",
    "torch",
    "train",
    "training",
    "try",
    "type",
    "while",
    "with",
    "xpu",
    "yield",
    "zero_grad",
];

/// What the nodes of a network are called in Python.
pub(super) struct Names {
    /// The variable that holds each node's value: an identifier, unique.
    pub variables: Vec<String>,
}

impl Names {
    pub fn of(plan: &Plan) -> Self {
        // What is an identifier keeps its name, whoever comes before it.
        let mut taken: HashSet<String> = plan
            .ids()
            .map(|id| plan.name(id))
            .filter(|name| is_free_identifier(name))
            .map(str::to_owned)
            .collect();
        let variables = plan.ids().map(|id| {
            let name = plan.name(id);
            if id == NodeId::INPUT || is_free_identifier(name) {
                return name.to_owned();
            }
            let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
            // No letter but `n` in front: neither a digit nor Python's private underscore.
            let mut variable = format!("n_{}", name.chars().map(plain).collect::<String>());
            while !taken.insert(variable.clone()) {
                variable.push('_');
            }
            variable
        });
        Self { variables: variables.collect() }
    }

    /// Whether the node's module can be an attribute of its own name.
    pub fn is_attribute(&self, plan: &Plan, id: NodeId) -> bool {
        self.variables[id.0] == plan.name(id)
    }

    /// The node's module in Python.
    pub fn path(&self, plan: &Plan, id: NodeId) -> String {
        let name = plan.name(id);
        if self.is_attribute(plan, id) {
            format!("self.{name}")
        } else {
            format!("at(self, {})", quoted(name))
        }
    }
}

fn is_free_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !RESERVED.contains(&name)
}

/// A string of Python.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
