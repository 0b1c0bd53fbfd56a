/** The pages of the site, without `.html`. */
export const pages = ["index", "guide", "control", "chat", "changelog", "404"] as const;

/** The widths of a phone, a tablet and a laptop, in CSS pixels. */
export const widths = [360, 768, 1280] as const;

/** The themes, as the system asks for them. */
export const themes = ["light", "dark"] as const;
