// Package conformance runs the conformance suite of Gateway API against a data plane that answers on loopback: see ../cases/conformance.ts.
package conformance

import (
	"os"
	"strings"
	"testing"
	"time"

	gatewayv1 "sigs.k8s.io/gateway-api/apis/v1"
	"sigs.k8s.io/gateway-api/conformance"
	"sigs.k8s.io/gateway-api/conformance/utils/config"
)

// TestConformance takes its parameters from the environment: KUBECONFIG, GATEWAY_CLASS, MESH, DATA_PLANE (a URL), SKIP_TESTS (names with commas between them),
// USABLE_ADDRESS and UNUSABLE_ADDRESS.
// Which features there are the suite reads from the status of the GatewayClass and of the XMesh.
func TestConformance(t *testing.T) {
	options := conformance.DefaultOptions(t)
	plane := dataPlane{url: os.Getenv("DATA_PLANE")}
	options.RoundTripper = plane
	options.GRPCClient = plane
	options.WebSocketDialer = plane
	options.GatewayClassName = os.Getenv("GATEWAY_CLASS")
	options.MeshName = os.Getenv("MESH")
	options.SkipTests = strings.Split(os.Getenv("SKIP_TESTS"), ",")
	options.CleanupBaseResources = false
	options.TimeoutConfig = patience()
	options.RestConfig.QPS = -1
	options.UsableNetworkAddresses = addresses(os.Getenv("USABLE_ADDRESS"))
	options.UnusableNetworkAddresses = addresses(os.Getenv("UNUSABLE_ADDRESS"))
	startKubelet(t, options.Clientset, plane)
	conformance.RunConformanceWithOptions(t, options)
}

func addresses(value string) []gatewayv1.GatewaySpecAddress {
	kind := gatewayv1.IPAddressType
	return []gatewayv1.GatewaySpecAddress{{Type: &kind, Value: value}}
}

// patience is how long the suite waits for what has not come about yet. Statuses are written within milliseconds, and answers do not change by
// themselves: a wait that ends is a wrong answer.
func patience() config.TimeoutConfig {
	limits := config.DefaultTimeoutConfig()
	const wrong = 15 * time.Second
	for _, limit := range []*time.Duration{
		&limits.GatewayMustHaveAddress, &limits.GatewayMustHaveCondition, &limits.GatewayStatusMustHaveListeners,
		&limits.GatewayListenersMustHaveConditions, &limits.ListenerSetMustHaveCondition,
		&limits.ListenerSetListenersMustHaveConditions, &limits.GWCMustBeAccepted, &limits.HTTPRouteMustNotHaveParents,
		&limits.HTTPRouteMustHaveCondition, &limits.TLSRouteMustHaveCondition, &limits.TCPRouteMustHaveCondition,
		&limits.UDPRouteMustHaveCondition, &limits.RouteMustHaveParents, &limits.MaxTimeToConsistency,
		&limits.LatestObservedGenerationSet, &limits.DefaultTestTimeout, &limits.RequestTimeout,
	} {
		*limit = wrong
	}
	limits.NamespacesMustBeReady = 30 * time.Second
	limits.DefaultPollInterval = 20 * time.Millisecond
	limits.RequiredConsecutiveSuccesses = 2
	return limits
}
