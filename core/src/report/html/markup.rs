//! A tiny builder of elements: every text and attribute is escaped, every tag is closed.

/// An element under construction.
pub(super) struct El {
    name: &'static str,
    attributes: String,
    inner: String,
}

/// Elements without content.
const VOID: [&str; 2] = ["meta", "br"];
/// Elements that stand in a line of text; all others get a line of their own.
const INLINE: [&str; 12] =
    ["span", "strong", "a", "bdi", "br", "time", "tspan", "title", "path", "circle", "small", "summary"];

pub(super) fn el(name: &'static str) -> El {
    El { name, attributes: String::new(), inner: String::new() }
}

/// An element with a class.
pub(super) fn classed(name: &'static str, class: &str) -> El {
    el(name).attr("class", class)
}

/// An element with text.
pub(super) fn text(name: &'static str, text: &str) -> El {
    el(name).text(text)
}

impl El {
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        escape_into(&mut self.attributes, value);
        self.attributes.push('"');
        self
    }

    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    pub fn text(mut self, text: &str) -> Self {
        escape_into(&mut self.inner, text);
        self
    }

    pub fn with(mut self, child: El) -> Self {
        child.write(&mut self.inner);
        self
    }

    pub fn all(self, children: impl IntoIterator<Item = El>) -> Self {
        children.into_iter().fold(self, El::with)
    }

    /// Adds the child if there is one.
    pub fn maybe(self, child: Option<El>) -> Self {
        self.all(child)
    }

    /// Adds a style sheet of the SDK as it is: the only content that is not escaped.
    pub fn style_sheet(mut self, css: &'static str) -> Self {
        self.inner.push_str("<style>\n");
        self.inner.push_str(css);
        self.inner.push_str("</style>\n");
        self
    }

    pub fn into_string(self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        out.push_str(&self.attributes);
        out.push('>');
        if !VOID.contains(&self.name) {
            out.push_str(&self.inner);
            out.push_str("</");
            out.push_str(self.name);
            out.push('>');
        }
        if !INLINE.contains(&self.name) {
            out.push('\n');
        }
    }
}

fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped_and_closed() {
        let page = classed("p", "a\"b").text("<script>'&\u{7}").with(el("br")).with(text("strong", ">"));
        assert_eq!(page.into_string(), "<p class=\"a&quot;b\">&lt;script&gt;&#39;&amp;<br><strong>&gt;</strong></p>\n");
    }
}
