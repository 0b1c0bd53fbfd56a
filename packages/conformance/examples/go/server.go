// Command server is SendEvent with Go's standard library, for any token. Start it with `PORT=4020 go run server.go`.
package main

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	path      = "/participant/event"
	bodyLimit = 262144
	prefix    = "application/vnd.amazonaws.connect.event."
)

var contentTypes = []string{
	prefix + "typing", prefix + "connection.acknowledged", prefix + "message.delivered", prefix + "message.read",
}

var members = []struct {
	name     string
	min, max int
}{{"ContentType", 1, 100}, {"Content", 1, 16384}, {"ClientToken", 0, 500}}

// replays has the responses of events with a ClientToken: keep these as long as clients retry, where every replica sees them.
var replays sync.Map

type sent struct {
	ID           string `json:"Id"`
	AbsoluteTime string
}

type rejection struct {
	status             int
	exception, message string
}

func (r rejection) Error() string { return r.exception + ": " + r.message }

func invalid(format string, values ...any) error {
	return rejection{400, "ValidationException", fmt.Sprintf(format, values...)}
}

func main() {
	port := os.Getenv("PORT")
	if port == "" {
		port = "4020"
	}
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	server := &http.Server{Handler: http.HandlerFunc(serve), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second}
	fmt.Fprintln(os.Stderr, server.Serve(listener))
}

// serve answers every request. It takes no ServeMux, which would redirect other spellings of a path.
func serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("x-amzn-RequestId", uuid())
	header.Set("Access-Control-Allow-Origin", "*")
	header.Set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,Retry-After")
	if r.Method == http.MethodOptions && r.URL.EscapedPath() == path {
		preflight(w, r)
		return
	}
	event, err := sendEvent(r)
	if err == nil {
		respond(w, 200, event)
		return
	}
	var rejected rejection
	if !errors.As(err, &rejected) {
		rejected = rejection{500, "InternalServerException", "The service failed"}
	}
	if rejected.status == 405 {
		header.Set("Allow", "POST, OPTIONS")
	}
	header.Set("x-amzn-ErrorType", rejected.exception)
	respond(w, rejected.status, map[string]string{"Message": rejected.message})
}

func preflight(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Allow", "POST, OPTIONS")
	header.Set("Access-Control-Allow-Methods", "POST,OPTIONS")
	header.Set("Access-Control-Max-Age", "600")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		header.Set("Access-Control-Allow-Headers", asked)
	}
	w.WriteHeader(204)
}

func respond(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}

func sendEvent(r *http.Request) (any, error) {
	if r.URL.EscapedPath() != path {
		return nil, rejection{404, "UnknownOperationException", "SendEvent is POST " + path}
	}
	if r.Method != http.MethodPost {
		return nil, rejection{405, "MethodNotAllowedException", "Use POST"}
	}
	if !accepts(r.Header.Values("Accept")) {
		return nil, rejection{406, "NotAcceptableException", "Accept application/json"}
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, bodyLimit+1))
	if err != nil {
		return nil, rejection{400, "SerializationException", "The body did not arrive in full"}
	}
	if len(body) > 0 && !isJSON(r.Header) {
		return nil, rejection{415, "UnsupportedMediaTypeException", "The body must be application/json, in UTF-8"}
	}
	if len(body) > bodyLimit {
		return nil, rejection{413, "RequestEntityTooLargeException", fmt.Sprintf("The body must have at most %d bytes", bodyLimit)}
	}
	event, err := parse(body)
	if err != nil {
		return nil, err
	}
	token, err := tokenOf(r.Header.Values("X-Amz-Bearer"))
	if err != nil {
		return nil, err
	}
	if err := validate(event); err != nil {
		return nil, err
	}
	fresh := sent{uuid(), time.Now().UTC().Format("2006-01-02T15:04:05.000Z")}
	if event["ClientToken"] == nil || event["ClientToken"] == "" {
		return fresh, nil
	}
	key := [4]any{token, event["ClientToken"], event["ContentType"], event["Content"]}
	earlier, _ := replays.LoadOrStore(key, fresh)
	return earlier, nil
}

// accepts tells whether one of the ranges that a client accepts has application/json in it.
func accepts(headers []string) bool {
	ranges := strings.Join(headers, ",")
	if strings.TrimSpace(ranges) == "" {
		return true
	}
	for _, one := range strings.Split(ranges, ",") {
		parts := strings.Split(strings.ToLower(one), ";")
		excluded := false
		for _, parameter := range parts[1:] {
			parameter = strings.TrimSpace(parameter)
			excluded = excluded || strings.HasPrefix(parameter, "q=0") && strings.Trim(parameter[3:], ".0") == ""
		}
		switch strings.TrimSpace(parts[0]) {
		case "*/*", "application/*", "application/json":
			if !excluded {
				return true
			}
		}
	}
	return false
}

func isJSON(header http.Header) bool {
	mediaType, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	charset := parameters["charset"]
	encoding := header.Get("Content-Encoding")
	return err == nil && mediaType == "application/json" &&
		(charset == "" || strings.EqualFold(charset, "utf-8")) && (encoding == "" || strings.EqualFold(encoding, "identity"))
}

// parse reads one JSON object in UTF-8; no body counts as an empty one. A map keeps the letter case of names.
func parse(body []byte) (map[string]any, error) {
	event := map[string]any{}
	if len(body) == 0 {
		return event, nil
	}
	if err := json.Unmarshal(body, &event); err != nil || event == nil || !utf8.Valid(body) {
		return nil, rejection{400, "SerializationException", "The body must be one JSON object, in UTF-8"}
	}
	return event, nil
}

func tokenOf(values []string) (string, error) {
	if len(values) > 1 {
		return "", invalid("ConnectionToken must be sent once")
	}
	if len(values) == 0 || values[0] == "" {
		return "", rejection{403, "AccessDeniedException", "Access denied"}
	}
	if len(values[0]) > 1000 {
		return "", invalid("ConnectionToken must have 1 to 1000 characters")
	}
	return values[0], nil
}

// validate names the first member that breaks a constraint. null counts as absent, and lengths are of code points.
func validate(event map[string]any) error {
	for _, member := range members {
		value := event[member.name]
		if value == nil {
			continue
		}
		text, ok := value.(string)
		if !ok {
			return invalid("%s must be a string", member.name)
		}
		if length := utf8.RuneCountInString(text); length < member.min || length > member.max {
			return invalid("%s must have %d to %d characters", member.name, member.min, member.max)
		}
	}
	if event["ContentType"] == nil {
		return invalid("ContentType is required")
	}
	for _, contentType := range contentTypes {
		if event["ContentType"] == contentType {
			return nil
		}
	}
	return invalid("ContentType must be one of %s", strings.Join(contentTypes, ", "))
}

func uuid() string {
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		panic(err) // without randomness no ID is safe to hand out
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
