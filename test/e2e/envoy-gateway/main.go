// The statuses that Envoy Gateway's translator gives to sets of objects: a set on each line of the input, its statuses on a line of the
// output. Objects are sorted into the translator's lists by whoever asks, and defaulted as the API server would.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	egv1a1 "github.com/envoyproxy/gateway/api/v1alpha1"
	"github.com/envoyproxy/gateway/internal/gatewayapi"
	"github.com/envoyproxy/gateway/internal/gatewayapi/resource"
	"github.com/envoyproxy/gateway/internal/gatewayapi/status"
	"github.com/envoyproxy/gateway/internal/logging"
	"sigs.k8s.io/controller-runtime/pkg/client"
	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
)

type objectStatus struct {
	Kind      string `json:"kind"`
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	Status    any    `json:"status"`
}

type answer struct {
	Statuses []objectStatus `json:"statuses"`
	// Panic is what the translator died of: its controller would write nothing.
	Panic string `json:"panic,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	answers := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		if err := answers.Encode(translate(lines.Bytes())); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}

func translate(set []byte) (given answer) {
	defer func() {
		if reason := recover(); reason != nil {
			given = answer{Panic: fmt.Sprint(reason)}
		}
	}()
	resources := resource.NewResources()
	if err := json.Unmarshal(set, resources); err != nil {
		log.Fatal(err)
	}
	// The controller shows its translator no Gateways of other classes, nor their ListenerSets.
	resources.Gateways = slices.DeleteFunc(resources.Gateways, func(gateway *gatewayv1.Gateway) bool {
		return string(gateway.Spec.GatewayClassName) != resources.GatewayClass.Name
	})
	resources.ListenerSets = slices.DeleteFunc(resources.ListenerSets, func(set *gatewayv1.ListenerSet) bool {
		return !slices.ContainsFunc(resources.Gateways, func(gateway *gatewayv1.Gateway) bool { return isParent(gateway, set) })
	})
	resources.Sort()
	translator := gatewayapi.Translator{
		GatewayControllerName: egv1a1.GatewayControllerName,
		GatewayClassName:      gatewayv1.ObjectName(resources.GatewayClass.Name),
		ControllerNamespace:   "envoy-gateway-system",
		Logger:                logging.DefaultLogger(io.Discard, egv1a1.LogLevelError),
	}
	// Errors are about what a data plane would get.
	result, _ := translator.Translate(context.Background(), resources)
	add := func(kind string, object client.Object, status any) {
		given.Statuses = append(given.Statuses, objectStatus{kind, object.GetNamespace(), object.GetName(), status})
	}
	for _, gateway := range result.Gateways {
		if status.GatewayAccepted(gateway) {
			status.UpdateGatewayStatusAccepted(gateway)
		}
		add("Gateway", gateway, gateway.Status)
	}
	for _, set := range result.ListenerSets {
		add("ListenerSet", set, set.Status)
	}
	for _, route := range result.HTTPRoutes {
		add("HTTPRoute", route, route.Status)
	}
	for _, route := range result.GRPCRoutes {
		add("GRPCRoute", route, route.Status)
	}
	for _, route := range result.TLSRoutes {
		add("TLSRoute", route, route.Status)
	}
	for _, route := range result.TCPRoutes {
		add("TCPRoute", route, route.Status)
	}
	for _, route := range result.UDPRoutes {
		add("UDPRoute", route, route.Status)
	}
	for _, policy := range result.BackendTLSPolicies {
		add("BackendTLSPolicy", policy, policy.Status)
	}
	return given
}

func isParent(gateway *gatewayv1.Gateway, set *gatewayv1.ListenerSet) bool {
	parent := set.Spec.ParentRef
	return string(parent.Name) == gateway.Name && gatewayapi.NamespaceDerefOr(parent.Namespace, set.Namespace) == gateway.Namespace
}
