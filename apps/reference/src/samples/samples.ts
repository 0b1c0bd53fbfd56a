import type { Contract } from "../contract/contract.js";
import { awsCli } from "./aws-cli.js";
import { boto3 } from "./boto3.js";
import { type Call, callsOf } from "./call.js";
import { csharp } from "./csharp.js";
import { curl } from "./curl.js";
import { go } from "./go.js";
import { java } from "./java.js";
import { client, vendorSdk } from "./javascript.js";

/** A way to send an event. */
export interface Tool {
  readonly id: string;
  readonly label: string;
  /** The language of its samples, by the names that highlighters and code fences use. */
  readonly language: "bash" | "csharp" | "go" | "java" | "javascript" | "python";
  /** What readers who look for it call the language. */
  readonly words: string;
  readonly write: (call: Call) => string;
}

/** Every tool that has samples, in the order in which readers see them. */
export const tools: readonly Tool[] = [
  { id: "curl", label: "curl", language: "bash", words: "shell bash command line", write: curl },
  {
    id: "client",
    label: "@sendevent/client",
    language: "javascript",
    words: "TypeScript JavaScript npm",
    write: client,
  },
  {
    id: "aws-sdk-js",
    label: "AWS SDK for JavaScript",
    language: "javascript",
    words: "TypeScript Node",
    write: vendorSdk,
  },
  { id: "boto3", label: "boto3", language: "python", words: "Python AWS SDK", write: boto3 },
  { id: "java", label: "Java", language: "java", words: "JVM Kotlin", write: java },
  { id: "go", label: "Go", language: "go", words: "golang", write: go },
  { id: "csharp", label: "C#", language: "csharp", words: "csharp .NET dotnet", write: csharp },
  { id: "aws-cli", label: "AWS CLI", language: "bash", words: "shell bash command line", write: awsCli },
];

/** One request example, written for one tool. */
export interface Sample {
  readonly example: string;
  readonly tool: Tool;
  readonly code: string;
}

/** Every sample of a contract: each accepted request example with each tool. */
export function samplesOf(contract: Contract): Sample[] {
  return [...callsOf(contract)].flatMap(([example, call]) =>
    tools.map((tool) => ({ example, tool, code: tool.write(call).trimEnd() })),
  );
}
