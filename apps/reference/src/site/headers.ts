const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** The policy that the pages carry themselves, for servers that send no headers of their own. */
export const metaPolicy: string = contentSecurityPolicy.join("; ");

/** What a server sends with every file of the site: the page talks to its own host only, and runs its own script only. */
export const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": [...contentSecurityPolicy, "frame-ancestors 'none'"].join("; "),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};
