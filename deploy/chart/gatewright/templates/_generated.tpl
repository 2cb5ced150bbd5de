{{/* Written by `npm run gen`. Do not edit. */}}
{{- define "gatewright.readRules" -}}
- apiGroups: [""]
  resources: [configmaps, namespaces, services]
  verbs: [get, list, watch]
- apiGroups: ["admissionregistration.k8s.io"]
  resources: [validatingadmissionpolicies, validatingadmissionpolicybindings]
  verbs: [get, list, watch]
- apiGroups: ["gateway.networking.k8s.io"]
  resources: [backendlbpolicies, backendtlspolicies, gatewayclasses, gateways, grpcroutes, httproutes, listenersets, referencegrants, tcproutes, tlsroutes, udproutes]
  verbs: [get, list, watch]
- apiGroups: ["gateway.networking.x-k8s.io"]
  resources: [xbackends, xbackendtrafficpolicies, xlistenersets, xmeshes, xtelemetrypolicies]
  verbs: [get, list, watch]
- apiGroups: ["networking.k8s.io"]
  resources: [ingressclasses, ingresses]
  verbs: [get, list, watch]
- apiGroups: ["apiextensions.k8s.io"]
  resources: [customresourcedefinitions]
  verbs: [get, list, watch]
{{- end }}
{{- define "gatewright.validateRules" -}}
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1alpha2]
  operations: [CREATE, UPDATE, DELETE]
  resources: [backendlbpolicies]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1alpha3, v1alpha2]
  operations: [CREATE, UPDATE, DELETE]
  resources: [backendtlspolicies, tlsroutes]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1beta1]
  operations: [CREATE, UPDATE, DELETE]
  resources: [gatewayclasses, gateways, httproutes]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1alpha2]
  operations: [CREATE, UPDATE, DELETE]
  resources: [grpcroutes, tcproutes, udproutes]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1]
  operations: [CREATE, UPDATE, DELETE]
  resources: [listenersets]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1beta1, v1alpha2]
  operations: [CREATE, UPDATE, DELETE]
  resources: [referencegrants]
- apiGroups: ["gateway.networking.x-k8s.io"]
  apiVersions: [v1alpha1]
  operations: [CREATE, UPDATE, DELETE]
  resources: [xbackends, xbackendtrafficpolicies, xlistenersets, xmeshes, xtelemetrypolicies]
{{- end }}
{{- define "gatewright.mutateRules" -}}
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1beta1]
  operations: [CREATE, UPDATE]
  resources: [gateways, httproutes]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1alpha2]
  operations: [CREATE, UPDATE]
  resources: [grpcroutes, tcproutes, udproutes]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [listenersets]
- apiGroups: ["gateway.networking.k8s.io"]
  apiVersions: [v1, v1alpha3, v1alpha2]
  operations: [CREATE, UPDATE]
  resources: [tlsroutes]
- apiGroups: ["networking.k8s.io"]
  apiVersions: [v1]
  operations: [CREATE, UPDATE]
  resources: [ingresses]
{{- end }}
{{- define "gatewright.protect.services" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [UPDATE, DELETE]
  resources: [services]
{{- end }}
{{- define "gatewright.protect.namespaces" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [UPDATE]
  resources: [namespaces]
{{- end }}
{{- define "gatewright.protect.secrets" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [UPDATE, DELETE]
  resources: [secrets]
{{- end }}
{{- define "gatewright.protect.configmaps" -}}
- apiGroups: [""]
  apiVersions: [v1]
  operations: [UPDATE, DELETE]
  resources: [configmaps]
{{- end }}
{{- define "gatewright.changed" -}}
- name: changed
  expression: >-
    request.operation != 'UPDATE' || !has(object.spec) || !has(oldObject.spec) || object.spec != oldObject.spec
    || (has(object.metadata.labels) ? object.metadata.labels : {}) != (has(oldObject.metadata.labels) ? oldObject.metadata.labels : {})
    || (has(object.metadata.annotations) ? object.metadata.annotations : {}) != (has(oldObject.metadata.annotations) ? oldObject.metadata.annotations : {})
- name: not-leaving
  expression: request.operation != 'UPDATE' || !has(object.metadata.deletionTimestamp)
{{- end }}
{{- define "gatewright.policies" -}}
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "gatewright.fullname" . }}-routes
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [v1alpha2, v1, v1alpha3, v1beta1]
      operations: [CREATE, UPDATE]
      resources: [httproutes, grpcroutes, tlsroutes, tcproutes, udproutes]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
  - expression: >-
      (!has(object.spec.rules) || object.spec.rules.all(r, (!has(r.backendRefs) || r.backendRefs.all(b, !(has(b.kind) && b.kind == 'XBackend' && has(b.group) && b.group == 'gateway.networking.x-k8s.io' && has(b.namespace) && b.namespace != object.metadata.namespace)))))
    message: 'GWA-BE-016: an XBackend of another namespace may not be used, and no ReferenceGrant can allow it'
    reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "gatewright.fullname" . }}-routes
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: {{ include "gatewright.fullname" . }}-routes
  validationActions: [Deny]
  matchResources:
    namespaceSelector:{{- include "gatewright.namespaceSelector" . | nindent 6 }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "gatewright.fullname" . }}-httproutes
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [v1alpha2, v1, v1alpha3, v1beta1]
      operations: [CREATE, UPDATE]
      resources: [httproutes]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
  - expression: >-
      (!has(object.spec.rules) || object.spec.rules.all(r, (!has(r.backendRefs) || r.backendRefs.all(b, (!has(b.filters) || b.filters.all(f, f.type != 'RequestRedirect'))))))
    message: 'GWA-FIL-004: a backend with a RequestRedirect filter never receives a request'
    reason: Forbidden
  - expression: >-
      (!has(object.spec.rules) || object.spec.rules.all(r, !has(r.backendRefs) || (has(r.matches) && size(r.matches) == 1 && (!has(r.matches[0].path) || !has(r.matches[0].path.type) || r.matches[0].path.type == 'PathPrefix')) || (r.backendRefs.filter(b, has(b.filters) && b.filters.exists(f, f.type == 'URLRewrite' && has(f.urlRewrite) && has(f.urlRewrite.path) && f.urlRewrite.path.type == 'ReplacePrefixMatch')).size() < 2 && r.backendRefs.filter(b, has(b.filters) && b.filters.exists(f, f.type == 'RequestRedirect' && has(f.requestRedirect) && has(f.requestRedirect.path) && f.requestRedirect.path.type == 'ReplacePrefixMatch')).size() < 2)))
    message: 'GWA-FIL-006: ReplacePrefixMatch needs a rule with exactly one match of type PathPrefix'
    reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "gatewright.fullname" . }}-httproutes
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: {{ include "gatewright.fullname" . }}-httproutes
  validationActions: [Deny]
  matchResources:
    namespaceSelector:{{- include "gatewright.namespaceSelector" . | nindent 6 }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "gatewright.fullname" . }}-listeners
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [v1alpha2, v1, v1alpha3, v1beta1]
      operations: [CREATE, UPDATE]
      resources: [gateways, listenersets]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
  - expression: >-
      (!has(object.spec.listeners) || object.spec.listeners.all(l, !has(l.protocol) || l.protocol in ['HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'] || l.protocol.contains('/')))
    message: 'GWA-LIS-004: a listener has a protocol that no controller serves; there are HTTP, HTTPS, TLS, TCP and UDP'
    reason: Forbidden
  - expression: >-
      (!has(object.spec.listeners) || object.spec.listeners.all(l, !has(l.protocol) || l.protocol != 'HTTPS' || has(l.tls)))
    message: 'GWA-LIS-006: an HTTPS listener has no certificate to present'
    reason: Forbidden
  - expression: >-
      (!has(object.spec.listeners) || object.spec.listeners.all(l, !has(l.allowedRoutes) || !has(l.allowedRoutes.namespaces) || !has(l.allowedRoutes.namespaces.selector) || (!has(l.allowedRoutes.namespaces.selector.matchExpressions) || l.allowedRoutes.namespaces.selector.matchExpressions.all(e, (e.operator in ['In', 'NotIn'] && has(e.values) && size(e.values) > 0) || (e.operator in ['Exists', 'DoesNotExist'] && (!has(e.values) || size(e.values) == 0))))))
    message: 'GWA-SCH-010: the label selector of a listener cannot be used: an operator is unknown, or its values do not fit it'
    reason: Forbidden
  - expression: >-
      (!has(object.spec.listeners) || object.spec.listeners.all(l, !has(l.tls) || (has(l.tls.mode) && l.tls.mode == 'Passthrough') || (!has(l.tls.certificateRefs) || l.tls.certificateRefs.all(c, (has(c.group) && c.group != '') || !has(c.kind) || c.kind == 'Secret'))))
    message: 'GWA-TLS-001: a listener takes its certificate from a Secret, not from another kind of the core group'
    reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "gatewright.fullname" . }}-listeners
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: {{ include "gatewright.fullname" . }}-listeners
  validationActions: [Deny]
  matchResources:
    namespaceSelector:{{- include "gatewright.namespaceSelector" . | nindent 6 }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "gatewright.fullname" . }}-gateways
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [v1alpha2, v1, v1alpha3, v1beta1]
      operations: [CREATE, UPDATE]
      resources: [gateways]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
  - expression: >-
      !has(object.spec.gatewayClassName) || object.spec.gatewayClassName == '' || object.spec.gatewayClassName.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')
    message: 'GWA-SCH-017: no GatewayClass can be called what gatewayClassName says; GatewayClasses have no namespace'
    reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "gatewright.fullname" . }}-gateways
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: {{ include "gatewright.fullname" . }}-gateways
  validationActions: [Deny]
  matchResources:
    namespaceSelector:{{- include "gatewright.namespaceSelector" . | nindent 6 }}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: {{ include "gatewright.fullname" . }}-backendtlspolicies
  labels: {app.kubernetes.io/name: gatewright}
spec:
  # A mistake of ours must not stop anybody; the webhook judges the same and more.
  failurePolicy: Ignore
  matchConstraints:
    matchPolicy: Equivalent
    resourceRules:
    - apiGroups: [gateway.networking.k8s.io]
      apiVersions: [v1alpha2, v1, v1alpha3, v1beta1]
      operations: [CREATE, UPDATE]
      resources: [backendtlspolicies]
  matchConditions:
  - name: changed
    expression: request.operation == 'CREATE' || (object.spec != oldObject.spec && !has(object.metadata.deletionTimestamp))
  validations:
  - expression: >-
      (!has(object.spec.validation.caCertificateRefs) || object.spec.validation.caCertificateRefs.all(c, (has(c.group) && c.group != '') || !has(c.kind) || c.kind in ['ConfigMap', 'Secret']))
    message: 'GWA-POL-003: authorities come from a ConfigMap (some controllers also take a Secret), not from another kind of the core group'
    reason: Forbidden
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: {{ include "gatewright.fullname" . }}-backendtlspolicies
  labels: {app.kubernetes.io/name: gatewright}
spec:
  policyName: {{ include "gatewright.fullname" . }}-backendtlspolicies
  validationActions: [Deny]
  matchResources:
    namespaceSelector:{{- include "gatewright.namespaceSelector" . | nindent 6 }}
{{- end }}
