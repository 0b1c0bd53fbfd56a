/** What a page is asked to look like. */
export type Theme = "light" | "dark";

/** A ready viewer: where it comes from, and its page, set up as far as its own documentation goes. */
export interface Viewer {
  readonly name: string;
  /** Name and exact version on the npm registry. */
  readonly package: string;
  /** The files of the package that a page may ask for. */
  readonly files: RegExp;
  /** Attributes of the page's root element, where the theme is set there. */
  readonly root?: (theme: Theme) => string;
  /** The page's body. What the package holds is under `package/`, the document is `sendevent.json`. */
  readonly body: (theme: Theme) => string;
  /** The module `boot.js`, where the viewer is started by script: the policy allows no inline one. */
  readonly boot?: (theme: Theme) => string;
  /** The viewer's own address of the operation, where its first page does not show it. */
  readonly hash?: string;
  /** Whether the operation can be tried, and whether a documented setting binds that to the host that serves the page. */
  readonly tryIt: { readonly words: string; readonly boundToHost: boolean };
}

const bootScript = '<script type="module" src="boot.js"></script>';

/** `servers`, `proxyUrl` and the rest are documented settings. Neither line has one against the other's extras. */
function scalar(version: string, files: RegExp, load: string, create: string): Viewer {
  const body = () => `<div id="app"></div>${load}${bootScript}`;
  const boot = (theme: Theme) => `${create}("#app", {
    url: new URL("sendevent.json", location.href).href,
    servers: [{ url: location.origin }],
    proxyUrl: "",
    telemetry: false,
    withDefaultFonts: false,
    forceDarkModeState: "${theme}",
    hideDarkModeToggle: true,
    hideClientButton: true,
    showDeveloperTools: "never",
    agent: { disabled: true },
    mcp: { disabled: true },
  });`;
  return {
    name: `Scalar ${version}`,
    package: `@scalar/api-reference@${version}`,
    files,
    body,
    boot,
    hash: "#tag/events/POST/participant/event", // what is below the fold is not drawn, which is where a narrow window has it
    tryIt: { words: "yes, on any host: `servers`", boundToHost: true },
  };
}

/** The ready viewers, at the versions of decision 0301. */
export const viewers: readonly Viewer[] = [
  scalar(
    "1.72.1",
    /^(esm|dist\/browser\/(standalone\.esm|chunks\/.*))\.js$/,
    "",
    'import { createApiReference } from "./package/esm.js";\ncreateApiReference',
  ),
  scalar(
    "1.46.0",
    /^dist\/browser\/standalone\.js$/,
    '<script src="package/dist/browser/standalone.js"></script>',
    "Scalar.createApiReference",
  ),
  {
    name: "Redoc 2.5.4",
    package: "redoc@2.5.4",
    files: /^bundles\/redoc\.standalone\.js$/,
    body: () =>
      '<redoc spec-url="sendevent.json" hide-loading></redoc><script src="package/bundles/redoc.standalone.js"></script>',
    tryIt: { words: "no", boundToHost: false },
  },
  {
    name: "Redoc 3.0.1",
    package: "redoc@3.0.1",
    files: /^bundles\/redoc\.standalone\.js$/,
    body: () =>
      '<redoc spec-url="sendevent.json" hide-loading="true" disable-telemetry="true"></redoc>' +
      '<script type="module" src="package/bundles/redoc.standalone.js"></script>',
    hash: "#/events/sendevent",
    tryIt: { words: "no", boundToHost: false },
  },
  {
    name: "Stoplight Elements 9.0.25",
    package: "@stoplight/elements@9.0.25",
    files: /^(web-components\.min\.js|styles\.min\.css)$/,
    root: (theme) => `data-theme="${theme}"`,
    body: () =>
      '<link rel="stylesheet" href="package/styles.min.css">' +
      '<elements-api apiDescriptionUrl="sendevent.json" router="hash" layout="responsive"></elements-api>' +
      '<script src="package/web-components.min.js"></script>',
    hash: "#/operations/SendEvent",
    tryIt: { words: "yes, on any host: `apiDescriptionDocument` with other servers", boundToHost: true },
  },
  {
    name: "RapiDoc 9.3.8",
    package: "rapidoc@9.3.8",
    files: /^dist\/rapidoc-min\.js$/,
    body: (theme) =>
      `<rapi-doc spec-url="sendevent.json" theme="${theme}" render-style="read" load-fonts="false"></rapi-doc>${bootScript}` +
      '<script type="module" src="package/dist/rapidoc-min.js"></script>',
    boot: () => 'document.querySelector("rapi-doc").setAttribute("server-url", location.origin);',
    tryIt: { words: "yes, on any host: `server-url`", boundToHost: true },
  },
  {
    name: "Swagger UI 5.35.0",
    package: "swagger-ui-dist@5.35.0",
    files: /^swagger-ui(-bundle\.js|\.css)$/,
    root: (theme) => `class="${theme}-mode"`,
    body: () =>
      '<link rel="stylesheet" href="package/swagger-ui.css"><div id="app"></div>' +
      `<script src="package/swagger-ui-bundle.js"></script>${bootScript}`,
    boot: () =>
      'SwaggerUIBundle({ url: "sendevent.json", dom_id: "#app", deepLinking: true, validatorUrl: null, syntaxHighlight: { activated: true } });',
    hash: "#/Events/SendEvent",
    tryIt: { words: "yes, on any host: `requestInterceptor`", boundToHost: true },
  },
];
