package conformance

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/streaming/pkg/httpstream"
	"k8s.io/streaming/pkg/httpstream/spdy"
)

// startKubelet registers a Node whose kubelet knows two things: the logs of the pods, and what a client inside a pod gets to see.
func startKubelet(t *testing.T, client kubernetes.Interface, plane dataPlane) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", func(w http.ResponseWriter, r *http.Request) {
		var lines []string
		if err := plane.post("/logs", r.PathValue("namespace")+"/"+r.PathValue("pod"), &lines); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		fmt.Fprint(w, strings.Join(lines, "\n"))
	})
	mux.HandleFunc("POST /exec/{namespace}/{pod}/{container}", func(w http.ResponseWriter, r *http.Request) {
		output, err := runClient(plane, r.PathValue("namespace"), r.URL.Query()["command"])
		if err != nil {
			output = err.Error()
		}
		answerExec(w, r, output)
	})
	server := httptest.NewTLSServer(mux)
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	node, err := client.CoreV1().Nodes().Create(ctx, &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "conformance"}}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.CoreV1().Nodes().Delete(ctx, node.Name, metav1.DeleteOptions{}) })
	node.Status.Addresses = []corev1.NodeAddress{{Type: corev1.NodeInternalIP, Address: "127.0.0.1"}}
	node.Status.DaemonEndpoints.KubeletEndpoint.Port = int32(number)
	if _, err := client.CoreV1().Nodes().UpdateStatus(ctx, node, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
}

// runClient is the client of the suite's echo image, which understands one way of being called:
// `client URL [--method=METHOD] [-H NAME:VALUE]... [--count=N]`.
func runClient(plane dataPlane, namespace string, command []string) (string, error) {
	out := sent{From: namespace, Headers: map[string][]string{}}
	count := 1
	for i := 1; i < len(command); i++ {
		switch argument := command[i]; {
		case strings.HasPrefix(argument, "--method="):
			out.Method = strings.TrimPrefix(argument, "--method=")
		case strings.HasPrefix(argument, "--count="):
			count, _ = strconv.Atoi(strings.TrimPrefix(argument, "--count="))
		case argument == "-H" && i+1 < len(command):
			i++
			name, value, _ := strings.Cut(command[i], ":")
			if strings.EqualFold(name, "host") {
				out.Host = value
			} else {
				out.Headers[name] = []string{value}
			}
		default:
			out.URL = argument
		}
	}
	var text strings.Builder
	for range count {
		answer, err := plane.send(out)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&text, "StatusCode=%d\n", answer.Status)
		for name, value := range answer.Headers {
			fmt.Fprintf(&text, "ResponseHeader=%s:%s\n", http.CanonicalHeaderKey(name), value)
		}
		if answer.Seen != nil {
			fmt.Fprintf(&text, "Host=%s\nHostname=%s\nMethod=%s\nProto=%s\nURL=%s\n",
				answer.Seen.Host, answer.Seen.Pod, answer.Seen.Method, answer.Seen.Protocol, answer.Seen.Path)
			for name, values := range answer.Seen.Headers {
				fmt.Fprintf(&text, "RequestHeader=%s:%s\n", http.CanonicalHeaderKey(name), strings.Join(values, ","))
			}
		}
		text.WriteString("\n")
	}
	return text.String(), nil
}

// answerExec writes the output of a command as kubelets do: SPDY streams, of which the one for errors tells the end.
func answerExec(w http.ResponseWriter, r *http.Request, output string) {
	if _, err := httpstream.Handshake(r, w, []string{"v4.channel.k8s.io"}); err != nil {
		return
	}
	streams := make(chan httpstream.Stream, 4)
	connection := spdy.NewResponseUpgrader().UpgradeResponse(w, r, func(stream httpstream.Stream, _ <-chan struct{}) error {
		streams <- stream
		return nil
	})
	if connection == nil {
		return
	}
	defer connection.Close()
	byType := map[string]httpstream.Stream{}
	for len(byType) < 3 {
		select {
		case stream := <-streams:
			byType[stream.Headers().Get("streamType")] = stream
		case <-time.After(10 * time.Second):
			return
		}
	}
	fmt.Fprint(byType["stdout"], output)
	_ = byType["stdout"].Close()
	_ = byType["stderr"].Close()
	fmt.Fprint(byType["error"], `{"metadata":{},"status":"Success"}`)
	_ = byType["error"].Close()
	select {
	case <-connection.CloseChan():
	case <-time.After(10 * time.Second):
	}
}
