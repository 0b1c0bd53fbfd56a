// The direction of dependencies: openapi <- client, stub, reference <- contract-tests, benchmarks.
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
    rule("client-stands-alone", "^packages/client/", "^(apps|packages/(?!client/))", "The client knows no other side."),
    rule("stub-stands-alone", "^apps/stub/", "^(packages|apps/(?!stub/|reference/))", "The stub knows no other side."),
    rule(
      "reference-stands-alone",
      "^apps/reference/src/",
      "^(packages|apps/(?!reference/))",
      "The reference knows no other side. Its tests start a stub: it is what serves the page.",
    ),
    rule(
      "tests-stay-home",
      "^(?!packages/contract-tests/)(.+?)/(src|test)/",
      "^packages/contract-tests/",
      "Nothing imports the contract tests.",
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
