/** A typing event, as a witness of its own: it does not come from the document. */
export const typing = "application/vnd.amazonaws.connect.event.typing";
export const read = "application/vnd.amazonaws.connect.event.message.read";
export const delivered = "application/vnd.amazonaws.connect.event.message.delivered";
export const acknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged";
export const receipt = JSON.stringify({ messageId: "11111111-aaaa-bbbb-cccc-EXAMPLE01234" });

/** What came back, with its body parsed as far as it is JSON. */
export interface EventResponse {
  status: number;
  exception: string | null;
  headers: Headers;
  body: Record<string, unknown>;
}

/** Sends one event, as any HTTP client would. */
export async function sendEvent(
  { url }: { url: string },
  event: object = { ContentType: typing },
  { token = "t", ...headers }: { token?: string } & Record<string, string> = {},
): Promise<EventResponse> {
  return responseOf(
    await fetch(`${url}/participant/event`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-amz-bearer": token, ...headers },
      body: JSON.stringify(event),
    }),
  );
}

/** Calls the control API. */
export async function control(
  { url }: { url: string },
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<EventResponse> {
  return responseOf(
    await fetch(`${url}/_stub${path}`, {
      method,
      headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    }),
  );
}

async function responseOf(response: Response): Promise<EventResponse> {
  const text = await response.text();
  const { status, headers } = response;
  return {
    status,
    exception: headers.get("x-amzn-errortype"),
    headers,
    body: text.startsWith("{") ? JSON.parse(text) : {},
  };
}
