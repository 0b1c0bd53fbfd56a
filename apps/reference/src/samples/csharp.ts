import type { Call } from "./call.js";

/** The call with .NET's own HTTP client, as a program of top-level statements. */
export function csharp({ method, endpoint, path, mediaType, token, members }: Call): string {
  return `using System.Net.Http.Json;

using var client = new HttpClient();
using var request = new HttpRequestMessage(new HttpMethod(${JSON.stringify(method)}), ${JSON.stringify(endpoint + path)});
request.Headers.Add(${JSON.stringify(token.header)}, ${JSON.stringify(token.value)});
request.Content = JsonContent.Create(
    new Dictionary<string, string>
    {
${members.map(([name, value]) => `        [${JSON.stringify(name)}] = ${JSON.stringify(value)},\n`).join("")}    },
    new(${JSON.stringify(mediaType)}));

using var response = await client.SendAsync(request);
Console.WriteLine($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
`;
}
