// The parts of cert-manager that the chart relies on, in one process: the controllers of Certificates with the issuers ca and selfsigned,
// cainjector, and the admission webhook. Its own commands are modules that cannot be required by version; this starts the same packages.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	admissionregistration "k8s.io/api/admissionregistration/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/manager"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"

	"github.com/cert-manager/cert-manager/internal/apis/config/shared"
	config "github.com/cert-manager/cert-manager/internal/apis/config/webhook"
	"github.com/cert-manager/cert-manager/internal/webhook"
	"github.com/cert-manager/cert-manager/pkg/api"
	"github.com/cert-manager/cert-manager/pkg/controller"
	"github.com/cert-manager/cert-manager/pkg/controller/cainjector"
	"github.com/cert-manager/cert-manager/pkg/util"

	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	_ "github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
)

func main() {
	flags := flag.NewFlagSet("cert-manager", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "file of whoever cert-manager is to be")
	port := flags.Int("webhook-port", 0, "HTTPS port of the admission webhook")
	healthPort := flags.Int("webhook-health-port", 0, "port of /livez of the admission webhook")
	folder := flags.String("webhook-tls", "", "folder with tls.crt and tls.key of the admission webhook")
	flags.Parse(os.Args[1:])
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	ctrl.SetLogger(klog.Background())

	failed := make(chan error)
	for name, run := range map[string]func() error{
		"controllers": func() error { return runControllers(ctx, *kubeconfig) },
		"cainjector":  func() error { return runInjector(ctx, *kubeconfig) },
		"webhook":     func() error { return runWebhook(ctx, *kubeconfig, *port, *healthPort, *folder) },
	} {
		go func() {
			if err := run(); err != nil && ctx.Err() == nil {
				log.Printf("%s: %v", name, err)
				failed <- err
			}
		}()
	}
	select {
	case <-failed:
		log.Fatal("cert-manager ends")
	case <-ctx.Done():
	}
}

func runControllers(ctx context.Context, kubeconfig string) error {
	factory, err := controller.NewContextFactory(ctx, controller.ContextOptions{
		Kubeconfig:         kubeconfig,
		KubernetesAPIQPS:   50,
		KubernetesAPIBurst: 100,
		IssuerOptions:      controller.IssuerOptions{ClusterResourceNamespace: "cert-manager"},
		CertificateOptions: controller.CertificateOptions{
			CertificateRequestMinimumBackoffDuration: time.Hour,
			CertificateRequestMaximumBackoffDuration: 32 * time.Hour,
		},
	})
	if err != nil {
		return err
	}
	failed := make(chan error)
	for name, construct := range controller.Known() {
		if strings.HasPrefix(name, "certificatesigningrequests-") {
			continue
		}
		one, err := construct(factory)
		if err != nil {
			return err
		}
		go func() { failed <- one.Run(5, ctx) }()
	}
	shared, err := factory.Build()
	if err != nil {
		return err
	}
	shared.SharedInformerFactory.Start(ctx.Done())
	shared.KubeSharedInformerFactory.Start(ctx.Done())
	return <-failed
}

func runInjector(ctx context.Context, kubeconfig string) error {
	rest, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	if err := admissionregistration.AddToScheme(api.Scheme); err != nil {
		return err
	}
	if err := core.AddToScheme(api.Scheme); err != nil {
		return err
	}
	mgr, err := ctrl.NewManager(util.RestConfigWithUserAgent(rest, "cainjector"), manager.Options{
		Scheme:  api.Scheme,
		Metrics: server.Options{BindAddress: "0"},
		Client:  client.Options{Cache: &client.CacheOptions{DisableFor: []client.Object{&core.Secret{}}}},
	})
	if err != nil {
		return err
	}
	err = cainjector.RegisterAllInjectors(ctx, mgr, cainjector.SetupOptions{
		EnableCertificatesDataSource: true,
		EnabledReconcilersFor: map[string]bool{
			cainjector.MutatingWebhookConfigurationName:   true,
			cainjector.ValidatingWebhookConfigurationName: true,
		},
	})
	if err != nil {
		return err
	}
	return mgr.Start(ctx)
}

func runWebhook(ctx context.Context, kubeconfig string, port, healthPort int, folder string) error {
	certificate := shared.FilesystemServingConfig{CertFile: folder + "/tls.crt", KeyFile: folder + "/tls.key"}
	one, err := webhook.NewCertManagerWebhookServer(klog.Background(), config.WebhookConfiguration{
		KubeConfig:           kubeconfig,
		SecurePort:           int32(port),
		HealthzPort:          int32(healthPort),
		MetricsListenAddress: "0",
		TLSConfig:            shared.TLSConfig{Filesystem: certificate},
	})
	if err != nil {
		return err
	}
	return one.Run(ctx)
}
