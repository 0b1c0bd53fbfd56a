import type { Call } from "./call.js";

/** The call with Go's own HTTP client. */
export function go({ method, endpoint, path, mediaType, token, members }: Call): string {
  return `package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

func main() {
	body, _ := json.Marshal(map[string]string{
${members.map(([name, value]) => `\t\t${goLiteral(name)}: ${goLiteral(value)},\n`).join("")}	})
	request, _ := http.NewRequest(${goLiteral(method)}, ${goLiteral(endpoint + path)}, strings.NewReader(string(body)))
	request.Header.Set(${goLiteral(token.header)}, ${goLiteral(token.value)})
	request.Header.Set("Content-Type", ${goLiteral(mediaType)})
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer response.Body.Close()
	var sent struct{ Id, AbsoluteTime, Message string }
	json.NewDecoder(response.Body).Decode(&sent)
	fmt.Println(response.Status, sent.Id, sent.AbsoluteTime, sent.Message)
}
`;
}

/** A text as a string literal of Go: raw where that saves escapes. */
function goLiteral(text: string): string {
  return /["\\]/.test(text) && !/[`\r\n]/.test(text) ? `\`${text}\`` : JSON.stringify(text);
}
