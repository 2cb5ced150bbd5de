package conformance

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/websocket"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	pb "sigs.k8s.io/gateway-api/conformance/echo-basic/grpcechoserver"
	"sigs.k8s.io/gateway-api/conformance/utils/grpc"
	"sigs.k8s.io/gateway-api/conformance/utils/roundtripper"
)

// dataPlane sends what clients of the suite would send over the network to one URL, which answers for all Gateways.
type dataPlane struct{ url string }

// sent is a request as a client makes it.
type sent struct {
	URL     string              `json:"url"`
	Host    string              `json:"host,omitempty"`
	Method  string              `json:"method,omitempty"`
	Headers map[string][]string `json:"headers,omitempty"`
	SNI     string              `json:"sni,omitempty"`
	GRPC    string              `json:"grpc,omitempty"`
	// The client certificate, in PEM, once the server has asked for it.
	Certificate string `json:"certificate,omitempty"`
	// For a mesh: the namespace of the client.
	From string `json:"from,omitempty"`
}

// received is what comes back: the answer, and what the backend has seen where there is one.
type received struct {
	Refused           string                        `json:"refused"`
	WantsCertificate  bool                          `json:"wantsCertificate"`
	ServerCertificate string                        `json:"serverCertificate"`
	Status            int                           `json:"status"`
	Protocol          string                        `json:"protocol"`
	Headers           map[string]string             `json:"headers"`
	WebSocket         bool                          `json:"webSocket"`
	Seen              *roundtripper.CapturedRequest `json:"seen"`
}

func (plane dataPlane) post(path string, in, out any) error {
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	response, err := http.Post(plane.url+path, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", response.Status, text)
	}
	return json.Unmarshal(text, out)
}

func (plane dataPlane) send(request sent) (*received, error) {
	answer := &received{}
	if err := plane.post("/request", request, answer); err != nil {
		return nil, err
	}
	if answer.Refused != "" {
		return nil, errors.New(answer.Refused)
	}
	return answer, nil
}

// CaptureRoundTrip implements roundtripper.RoundTripper.
func (plane dataPlane) CaptureRoundTrip(request roundtripper.Request) (*roundtripper.CapturedRequest, *roundtripper.CapturedResponse, error) {
	out := sent{
		URL:     request.URL.Scheme + "://" + request.URL.Host + request.URL.RequestURI(),
		Host:    request.Host,
		Method:  request.Method,
		Headers: request.Headers,
		SNI:     request.ServerName,
	}
	answer, err := plane.send(out)
	if err == nil && answer.WantsCertificate {
		if out.Certificate, err = clientCertificate(request); err == nil {
			answer, err = plane.send(out)
		}
	}
	if err != nil {
		return nil, nil, err
	}
	peers, err := trusted(request, answer.ServerCertificate)
	if err != nil {
		return nil, nil, err
	}
	response := &roundtripper.CapturedResponse{
		StatusCode:       answer.Status,
		Protocol:         answer.Protocol,
		Headers:          map[string][]string{},
		PeerCertificates: peers,
	}
	for name, value := range answer.Headers {
		response.Headers[http.CanonicalHeaderKey(name)] = []string{value}
	}
	if roundtripper.IsRedirect(answer.Status) {
		location, err := url.Parse(answer.Headers["location"])
		if err != nil {
			return nil, nil, err
		}
		response.RedirectRequest = &roundtripper.RedirectRequest{
			Scheme: location.Scheme, Host: location.Hostname(), Port: location.Port(), Path: location.Path,
		}
	}
	if answer.Seen == nil {
		return &roundtripper.CapturedRequest{Method: request.Method}, response, nil
	}
	seen := *answer.Seen
	seen.Headers = map[string][]string{}
	for name, values := range answer.Seen.Headers {
		seen.Headers[http.CanonicalHeaderKey(name)] = values
	}
	return &seen, response, nil
}

// clientCertificate is what the client shows when the server asks, empty where it has none.
func clientCertificate(request roundtripper.Request) (string, error) {
	if request.GetClientCertificateHook == nil {
		return "none", nil
	}
	certificate, err := request.GetClientCertificateHook(&tls.CertificateRequestInfo{})
	if err != nil || certificate == nil || len(certificate.Certificate) == 0 {
		return "none", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate.Certificate[0]})), nil
}

// trusted checks the certificate of the server as a TLS client does.
func trusted(request roundtripper.Request, presented string) ([]*x509.Certificate, error) {
	if request.URL.Scheme != "https" {
		return nil, nil
	}
	block, _ := pem.Decode([]byte(presented))
	if block == nil {
		return nil, errors.New("the server presents no certificate")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(request.ServerCertificate)
	if _, err := certificate.Verify(x509.VerifyOptions{DNSName: request.ServerName, Roots: roots}); err != nil {
		return nil, err
	}
	return []*x509.Certificate{certificate}, nil
}

// SendRPC implements grpc.Client.
func (plane dataPlane) SendRPC(t *testing.T, address string, expected grpc.ExpectedResponse, _ time.Duration) (*grpc.Response, error) {
	t.Helper()
	out := sent{URL: "grpc://" + address, GRPC: "gateway_api_conformance.echo_basic.grpcecho.GrpcEcho/" + method(expected), Headers: map[string][]string{}}
	if expected.RequestMetadata != nil {
		out.Host = expected.RequestMetadata.Authority
		for name, value := range expected.RequestMetadata.Metadata {
			out.Headers[name] = []string{value}
		}
	}
	answer, err := plane.send(out)
	if err != nil {
		return &grpc.Response{Code: codes.Unavailable}, err
	}
	response := &grpc.Response{Code: codeOf(answer.Status), Headers: &metadata.MD{}, Trailers: &metadata.MD{}}
	for name, value := range answer.Headers {
		response.Headers.Set(name, value)
	}
	if answer.Seen != nil {
		assertions := &pb.Assertions{
			FullyQualifiedMethod: answer.Seen.Path,
			Authority:            answer.Seen.Host,
			Context:              &pb.Context{Namespace: answer.Seen.Namespace, Pod: answer.Seen.Pod},
		}
		for name, values := range answer.Seen.Headers {
			for _, value := range values {
				assertions.Headers = append(assertions.Headers, &pb.Header{Key: name, Value: value})
			}
		}
		response.Response = &pb.EchoResponse{Assertions: assertions}
	}
	return response, nil
}

// Close implements grpc.Client.
func (plane dataPlane) Close() {}

func method(expected grpc.ExpectedResponse) string {
	switch {
	case expected.EchoRequest != nil:
		return "Echo"
	case expected.EchoTwoRequest != nil:
		return "EchoTwo"
	default:
		return "EchoThree"
	}
}

// codeOf is the gRPC status of an answer that is none of gRPC's own: https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md.
func codeOf(status int) codes.Code {
	switch status {
	case http.StatusOK:
		return codes.OK
	case http.StatusBadRequest:
		return codes.Internal
	case http.StatusUnauthorized:
		return codes.Unauthenticated
	case http.StatusForbidden:
		return codes.PermissionDenied
	case http.StatusNotFound:
		return codes.Unimplemented
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return codes.Unavailable
	default:
		return codes.Unknown
	}
}

// Dial implements websocket.Dialer: a connection to an echo server, where the request for it reaches a backend that speaks WebSocket.
func (plane dataPlane) Dial(address, protocol, origin string) (*websocket.Conn, error) {
	answer, err := plane.send(sent{URL: address, Headers: map[string][]string{
		"Connection": {"Upgrade"}, "Upgrade": {"websocket"}, "Origin": {origin}, "Sec-WebSocket-Version": {"13"},
	}})
	if err != nil {
		return nil, err
	}
	if !answer.WebSocket {
		return nil, fmt.Errorf("the answer is %d, not a WebSocket", answer.Status)
	}
	server := httptest.NewServer(websocket.Handler(func(connection *websocket.Conn) {
		_, _ = io.Copy(connection, connection)
	}))
	return websocket.Dial(strings.Replace(server.URL, "http://", "ws://", 1), protocol, origin)
}
