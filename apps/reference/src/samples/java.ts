import type { Call } from "./call.js";

/** The call with Java's own HTTP client, in a file that `java` runs as it is. */
export function java({ operation, method, endpoint, path, mediaType, token, members }: Call): string {
  const body = JSON.stringify(Object.fromEntries(members), null, 2);
  return `import java.net.URI;
import java.net.http.*;

public class ${operation} {
  public static void main(String[] args) throws Exception {
    var body = """
${textBlock(body, "        ")}""";
    var request = HttpRequest.newBuilder(URI.create(${JSON.stringify(endpoint + path)}))
        .header(${JSON.stringify(token.header)}, ${JSON.stringify(token.value)})
        .header("Content-Type", ${JSON.stringify(mediaType)})
        .method(${JSON.stringify(method)}, HttpRequest.BodyPublishers.ofString(body))
        .build();
    var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.body());
  }
}
`;
}

/** A text as the lines of a text block, in which a backslash escapes. */
function textBlock(text: string, indent: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}
