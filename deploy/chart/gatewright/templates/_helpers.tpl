{{- define "gatewright.fullname" -}}
{{- if contains "gatewright" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-gatewright" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "gatewright.selector" -}}
app.kubernetes.io/name: gatewright
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "gatewright.labels" -}}
{{ include "gatewright.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* cert-manager takes a Secret that holds a fitting certificate for its own work, and issues nothing: its Secret is not that of mode managed. */}}
{{- define "gatewright.tlsSecret" -}}
{{ .Values.tls.secretName | default (printf "%s-%s" (include "gatewright.fullname" .) (eq .Values.tls.mode "cert-manager" | ternary "cert-manager" "tls")) }}
{{- end }}

{{- define "gatewright.host" -}}
{{ include "gatewright.fullname" . }}.{{ .Release.Namespace }}.svc
{{- end }}

{{/* Namespaces that are asked about. */}}
{{- define "gatewright.namespaceSelector" -}}
matchExpressions:
- key: kubernetes.io/metadata.name
  operator: NotIn
  values: {{ concat (list .Release.Namespace "kube-system" "kube-node-lease") .Values.webhooks.excludedNamespaces | uniq | toJson }}
{{- end }}

{{/* What every webhook has in common. Takes the context and the path. */}}
{{- define "gatewright.webhook" -}}
{{- $ := index . 0 }}{{ $path := index . 1 }}{{ $failurePolicy := index . 2 -}}
clientConfig:
  service:
    name: {{ include "gatewright.fullname" $ }}
    namespace: {{ $.Release.Namespace }}
    path: /{{ $path }}
    port: 443
  {{- if eq $.Values.tls.mode "secret" }}
  caBundle: {{ $.Values.tls.caBundle | b64enc }}
  {{- end }}
matchPolicy: Equivalent
failurePolicy: {{ $failurePolicy }}
sideEffects: NoneOnDryRun
timeoutSeconds: {{ $.Values.webhooks.timeoutSeconds }}
admissionReviewVersions: [v1]
namespaceSelector:
  {{- include "gatewright.namespaceSelector" $ | nindent 2 }}
matchConditions:
{{ include "gatewright.changed" $ }}
{{- end }}

{{- define "gatewright.webhookAnnotations" -}}
{{- if eq .Values.tls.mode "cert-manager" }}
annotations:
  cert-manager.io/inject-ca-from: {{ .Release.Namespace }}/{{ include "gatewright.fullname" . }}
{{- end }}
{{- end }}
