// The direction of dependencies: openapi <- client, stub, conformance, reference <- contract-tests, benchmarks.
const rule = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    rule("openapi-depends-on-nothing", "^openapi/", "^(packages|apps)/", "The contract depends on no other package."),
    rule(
      "client-stands-alone",
      "^packages/client/",
      "^(apps|packages/(?!client/))",
      "The client imports no other side.",
    ),
    rule("stub-stands-alone", "^apps/stub/", "^(packages|apps/(?!stub/))", "The stub imports no other side."),
    rule(
      "conformance-stands-alone",
      "^packages/conformance/src/",
      "^(apps|packages/(?!conformance/))",
      "The kit runs against any server: it imports none.",
    ),
    rule(
      "reference-stands-alone",
      "^apps/reference/src/",
      "^(packages|apps/(?!reference/))",
      "The reference imports no other side. Its tests start a stub: it is what serves the page.",
    ),
    rule(
      "nothing-imports-tests",
      "^(?!packages/(contract-tests|benchmarks)/)(.+?)/(src|test)/",
      "^packages/(contract-tests|benchmarks)/",
      "Nothing imports the contract tests or the benchmarks.",
    ),
    rule(
      "console-is-a-page",
      "^apps/stub/console/(?!build)",
      "^apps/stub/src/(?!.+/schema\\.gen)",
      "The console runs in a browser: of the stub it imports types only.",
    ),
    rule(
      "stub-http-and-store-are-below",
      "^apps/stub/src/(http|store)/",
      "^apps/stub/src/(send-event|control|chat)/(?!schema\\.gen)",
      "http and store know nothing of the rooms above them.",
    ),
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-undeclared",
      severity: "error",
      from: { path: "/src/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    {
      name: "src-ships-its-dependencies",
      severity: "error",
      from: { path: "^(packages/(?!benchmarks)|apps)/[^/]+/src/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "(^|/)(node_modules|dist)/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
