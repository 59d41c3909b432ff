//! [`Theme`]: on which ground colours are shown, and which palettes people can tell apart.

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Ink on paper.
    #[default]
    Light,
    /// Paper on ink.
    Dark,
}

impl Ground {
    /// The value of the page's `data-theme`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }
}

/// Which palettes values are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaletteSet {
    /// Each kind of value has hues of its own.
    #[default]
    Standard,
    /// Below and above zero differ in lightness, too: told apart with any color vision, and in grey.
    ColorBlind,
}

impl PaletteSet {
    /// Both, by the name that is remembered.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::Standard, "standard"), (Self::ColorBlind, "color-blind")];

    /// The name that is remembered.
    pub const fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The one with this name.
    pub fn named(name: &str) -> Self {
        if name == Self::ColorBlind.name() { Self::ColorBlind } else { Self::Standard }
    }
}

/// How colours are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Theme {
    pub ground: Ground,
    pub palettes: PaletteSet,
}

impl Theme {
    /// Ink on paper.
    pub const LIGHT: Self = Self { ground: Ground::Light, palettes: PaletteSet::Standard };
    /// Paper on ink.
    pub const DARK: Self = Self { ground: Ground::Dark, palettes: PaletteSet::Standard };

    /// Its name, for other programs of the site: "dark", or "dark color-blind".
    ///
    /// ```
    /// use convoscope::app::color::{Ground, PaletteSet, Theme};
    /// for ground in [Ground::Light, Ground::Dark] {
    ///     for (palettes, _) in PaletteSet::ALL {
    ///         let theme = Theme { ground, palettes };
    ///         assert_eq!(Theme::named(theme.name()), theme);
    ///     }
    /// }
    /// ```
    pub const fn name(self) -> &'static str {
        match (self.ground, self.palettes) {
            (ground, PaletteSet::Standard) => ground.name(),
            (Ground::Light, PaletteSet::ColorBlind) => "light color-blind",
            (Ground::Dark, PaletteSet::ColorBlind) => "dark color-blind",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Self {
        let (ground, palettes) = name.split_once(' ').unwrap_or((name, ""));
        let ground = if ground == Ground::Dark.name() { Ground::Dark } else { Ground::Light };
        Self { ground, palettes: PaletteSet::named(palettes) }
    }
}
