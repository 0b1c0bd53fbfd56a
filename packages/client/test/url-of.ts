import { ConnectParticipant } from "../src/index.js";

/** Where a client sends to: the URL that its `fetch` is handed. */
export async function urlOf(config: object): Promise<string> {
  const urls: string[] = [];
  const fetch = async ({ url }: Request) => {
    urls.push(url);
    return Response.json({ Id: "i", AbsoluteTime: "t" });
  };
  await new ConnectParticipant({ ...config, fetch }).sendTyping("tok");
  return urls.join();
}
