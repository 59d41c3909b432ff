//! [`Table`]: numbers that follow from an example, with their names.

use crate::app::text::Text;

/// Rows of texts under a head.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Table {
    pub title: Text,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// The row that is looked at.
    pub chosen: Option<usize>,
}

impl Table {
    /// The same as Markdown.
    ///
    /// ```
    /// use convoscope::app::lab::Table;
    /// let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    /// let table = Table { head: row(["layer", "weights"]), rows: vec![row(["dense", "6"])], ..Table::default() };
    /// assert_eq!(table.markdown(), "| layer | weights |\n|:--|--:|\n| dense | 6 |\n");
    /// ```
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = "--:|".repeat(self.head.len().saturating_sub(1));
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        format!("{}|:--|{rule}\n{rows}", line(&self.head))
    }
}
