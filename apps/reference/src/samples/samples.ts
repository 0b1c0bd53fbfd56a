import type { Contract } from "../contract/contract.js";
import { awsCli } from "./aws-cli.js";
import { boto3 } from "./boto3.js";
import { type Call, callsOf } from "./call.js";
import { curl } from "./curl.js";
import { client, vendorSdk } from "./javascript.js";

/** A way to send an event. */
export interface Tool {
  readonly id: string;
  readonly label: string;
  /** The language of its samples, by the names that highlighters and code fences use. */
  readonly language: "bash" | "javascript" | "python";
  readonly write: (call: Call) => string;
}

/** Every tool that has samples, in the order in which readers see them. */
export const tools: readonly Tool[] = [
  { id: "curl", label: "curl", language: "bash", write: curl },
  { id: "client", label: "@sendevent/client", language: "javascript", write: client },
  { id: "aws-sdk-js", label: "AWS SDK for JavaScript", language: "javascript", write: vendorSdk },
  { id: "boto3", label: "boto3", language: "python", write: boto3 },
  { id: "aws-cli", label: "AWS CLI", language: "bash", write: awsCli },
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
