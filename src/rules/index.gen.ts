// Written by `npm run gen`. Do not edit.
import ATT_001 from './attachment/kind-not-allowed.ts'
import ATT_002 from './attachment/namespace-not-allowed.ts'
import ATT_003 from './attachment/hostnames-do-not-meet.ts'
import ATT_005 from './attachment/hostname-dropped.ts'
import ATT_006 from './attachment/listener-does-not-serve.ts'
import ATT_007 from './attachment/plain-and-secure.ts'
import BE_001 from './backends/not-a-backend.ts'
import BE_002 from './backends/no-such-backend.ts'
import BE_003 from './backends/no-such-service-port.ts'
import BE_004 from './backends/wrong-protocol.ts'
import BE_005 from './backends/app-protocol.ts'
import BE_006 from './backends/external-name.ts'
import BE_008 from './backends/no-weight.ts'
import BE_010 from './backends/repeated-backend.ts'
import BE_011 from './backends/no-backend.ts'
import BE_013 from './backends/port-of-kind.ts'
import BE_014 from './backends/no-endpoint.ts'
import BE_016 from './backends/xbackend-elsewhere.ts'
import BE_017 from './backends/xbackend-inside-cluster.ts'
import BE_018 from './backends/xbackend-tls-without-validation.ts'
import BE_019 from './backends/sessions-of-one-backend.ts'
import CLS_001 from './class/no-such-class.ts'
import CLS_002 from './class/misspelt-controller.ts'
import CLS_003 from './class/class-parameters.ts'
import CLS_004 from './class/parameters-namespace.ts'
import CLS_007 from './class/class-not-accepted.ts'
import FEAT_001 from './features/unsupported-feature.ts'
import FEAT_002 from './features/implementation-specific.ts'
import FIL_002 from './filters/no-such-extension.ts'
import FIL_004 from './filters/redirect-on-backend.ts'
import FIL_005 from './filters/filter-beside-redirect.ts'
import FIL_006 from './filters/prefix-replacement-without-prefix.ts'
import FIL_008 from './filters/malformed-replacement-path.ts'
import FIL_009 from './filters/rewrite-without-effect.ts'
import FIL_010 from './filters/redirect-to-closed-port.ts'
import FIL_011 from './filters/redirect-loop.ts'
import FIL_012 from './filters/https-redirect-on-https.ts'
import FIL_013 from './filters/redirect-to-nothing.ts'
import FIL_014 from './filters/redirect-changes-method.ts'
import FIL_015 from './filters/header-edited-twice.ts'
import FIL_016 from './filters/protected-header.ts'
import FIL_017 from './filters/header-value-not-sendable.ts'
import FIL_019 from './filters/pointless-mirror.ts'
import FIL_021 from './filters/cors-credentials-wildcard.ts'
import FIL_022 from './filters/cors-never-applies.ts'
import FIL_023 from './filters/cors-without-preflight.ts'
import FIL_024 from './filters/external-auth-without-effect.ts'
import FIL_027 from './filters/grpc-status-header.ts'
import FIL_028 from './filters/header-edited-at-two-levels.ts'
import FIL_029 from './filters/ambiguous-preflight.ts'
import GW_001 from './gateway/no-listener-left.ts'
import GW_002 from './gateway/listener-refused.ts'
import GW_003 from './gateway/gateway-parameters.ts'
import GW_004 from './gateway/address-type.ts'
import GW_005 from './gateway/unusable-address.ts'
import GW_007 from './gateway/shared-address.ts'
import GW_008 from './gateway/client-validation-without-https.ts'
import GW_009 from './gateway/client-authorities.ts'
import GW_010 from './gateway/insecure-client-validation.ts'
import GW_011 from './gateway/client-certificate-for-backends.ts'
import GW_012 from './gateway/client-certificate-unused.ts'
import GW_014 from './gateway/several-default-gateways.ts'
import GW_017 from './gateway/listeners-open-to-every-namespace.ts'
import HOST_002 from './hostnames/redundant-hostname.ts'
import HOST_004 from './hostnames/host-taken-by-listener.ts'
import HOST_005 from './hostnames/every-host-taken.ts'
import HOST_007 from './hostnames/hostname-of-other-namespace.ts'
import HOST_008 from './hostnames/hostnames-in-mesh.ts'
import HOST_009 from './hostnames/long-label.ts'
import L4_001 from './l4/only-oldest-route.ts'
import L4_003 from './l4/server-name-taken.ts'
import L4_009 from './l4/policy-behind-passthrough.ts'
import LIS_001 from './listeners/indistinct-listeners.ts'
import LIS_002 from './listeners/mixed-termination.ts'
import LIS_003 from './listeners/conflict-across-gateways.ts'
import LIS_004 from './listeners/unsupported-protocol.ts'
import LIS_005 from './listeners/invalid-route-kinds.ts'
import LIS_006 from './listeners/https-without-certificate.ts'
import LIS_007 from './listeners/certificate-with-passthrough.ts'
import LIS_008 from './listeners/several-certificates.ts'
import LIS_010 from './listeners/no-isolation.ts'
import LIS_011 from './listeners/unusual-port.ts'
import LIS_012 from './listeners/no-route-attached.ts'
import LIS_014 from './listeners/open-to-every-namespace.ts'
import LIS_015 from './listeners/selector-matches-nothing.ts'
import LIS_016 from './listeners/wildcard-over-top-level-domain.ts'
import LIS_017 from './listeners/same-name-in-set.ts'
import LSET_001 from './listener-set/set-without-gateway.ts'
import LSET_002 from './listener-set/set-not-allowed.ts'
import LSET_004 from './listener-set/listener-taken.ts'
import LSET_005 from './listener-set/no-listener-of-set-left.ts'
import LSET_007 from './listener-set/section-in-set.ts'
import LSET_008 from './listener-set/set-would-serve.ts'
import LSET_009 from './listener-set/parent-set-refused.ts'
import LSET_010 from './listener-set/same-means-set.ts'
import LSET_011 from './listener-set/renamed-set-parent.ts'
import MAT_001 from './matches/regex-not-re2.ts'
import MAT_002 from './matches/regex-without-need.ts'
import MAT_003 from './matches/prefix-with-trailing-slash.ts'
import MAT_004 from './matches/encoded-path.ts'
import MAT_005 from './matches/header-not-for-matching.ts'
import MAT_006 from './matches/header-value-whitespace.ts'
import MAT_007 from './matches/query-name-case.ts'
import MAT_008 from './matches/repeated-match.ts'
import MAT_009 from './matches/covered-match.ts'
import MAT_010 from './matches/connect-or-trace.ts'
import MAT_011 from './matches/grpc-method-match.ts'
import MAT_013 from './matches/grpc-transport-header.ts'
import MAT_017 from './matches/half-anchored-regex.ts'
import MESH_001 from './mesh/no-such-mesh-parent.ts'
import MESH_002 from './mesh/no-such-mesh-port.ts'
import MESH_003 from './mesh/mesh-route-kinds.ts'
import MESH_007 from './mesh/service-without-address.ts'
import MESH_008 from './mesh/unmatched-in-mesh.ts'
import MESH_009 from './mesh/consumer-replaces-producer.ts'
import MESH_010 from './mesh/mesh-parameters.ts'
import MESH_013 from './mesh/mesh-match-taken.ts'
import PAR_001 from './parents/no-such-parent.ts'
import PAR_002 from './parents/odd-parent-kind.ts'
import PAR_003 from './parents/no-such-section.ts'
import PAR_004 from './parents/no-such-port.ts'
import PAR_005 from './parents/section-not-on-port.ts'
import PAR_006 from './parents/same-parent-twice.ts'
import PAR_007 from './parents/whole-and-section.ts'
import PAR_008 from './parents/no-parent.ts'
import PAR_010 from './parents/no-default-gateway.ts'
import POL_001 from './policies/target-taken-by-policy.ts'
import POL_002 from './policies/backend-authorities.ts'
import POL_003 from './policies/backend-authority-kind.ts'
import POL_004 from './policies/policy-without-service.ts'
import POL_005 from './policies/policy-port-name.ts'
import POL_006 from './policies/several-policy-targets.ts'
import POL_007 from './policies/policy-target-kind.ts'
import POL_008 from './policies/policy-on-udp.ts'
import POL_009 from './policies/policy-without-traffic.ts'
import POL_010 from './policies/partly-encrypted.ts'
import POL_016 from './policies/too-many-ancestors.ts'
import POL_020 from './policies/traffic-policy-taken.ts'
import POL_021 from './policies/traffic-policy-target.ts'
import POL_022 from './policies/empty-traffic-policy.ts'
import POL_030 from './policies/no-such-policy-target.ts'
import POL_031 from './policies/policies-on-one-target.ts'
import POL_032 from './policies/malformed-policy-target.ts'
import POL_034 from './policies/no-such-policy-section.ts'
import PRO_001 from './protection/routes-lose-parent.ts'
import PRO_002 from './protection/routes-lose-backend.ts'
import PRO_003 from './protection/gateways-lose-class.ts'
import PRO_004 from './protection/listeners-lose-certificate.ts'
import PRO_005 from './protection/routes-lose-requests.ts'
import REF_001 from './references/backend-not-permitted.ts'
import REF_002 from './references/certificate-not-permitted.ts'
import REF_005 from './references/grant-group.ts'
import REF_006 from './references/unused-grant.ts'
import REF_007 from './references/grant-too-wide.ts'
import REF_008 from './references/grant-from-kind.ts'
import REF_010 from './references/grant-for-xlistenerset.ts'
import REF_012 from './references/reference-not-resolved.ts'
import SCH_001 from './local/unknown-field.ts'
import SCH_002 from './local/invalid-value.ts'
import SCH_003 from './local/failed-validation-rule.ts'
import SCH_004 from './local/changed-immutable-field.ts'
import SCH_005 from './local/duplicate-key.ts'
import SCH_006 from './local/header-name-case.ts'
import SCH_007 from './local/ip-address-as-hostname.ts'
import SCH_008 from './local/long-gateway-name.ts'
import SCH_009 from './local/selector-without-from.ts'
import SCH_010 from './local/invalid-label-selector.ts'
import SCH_011 from './local/unqualified-option-key.ts'
import SCH_012 from './local/type-by-accident.ts'
import SCH_013 from './local/duplicate-rule-name.ts'
import SCH_015 from './local/reserved-infrastructure-key.ts'
import SCH_016 from './local/same-object-twice.ts'
import SCH_017 from './local/class-name-with-namespace.ts'
import SRC_001 from './source/unreadable-document.ts'
import SRC_002 from './source/repeated-key.ts'
import SRC_003 from './source/unrendered-template.ts'
import SRC_004 from './source/unreadable-file.ts'
import SRC_005 from './source/not-an-object.ts'
import SRC_006 from './source/ignored-rest.ts'
import SRC_007 from './source/bad-suppression.ts'
import SRC_008 from './source/unused-suppression.ts'
import TLS_001 from './tls/certificate-kind.ts'
import TLS_002 from './tls/no-such-certificate.ts'
import TLS_003 from './tls/unusable-certificate.ts'
import TLS_005 from './tls/certificate-not-trusted.ts'
import TLS_006 from './tls/certificate-for-other-names.ts'
import TLS_007 from './tls/certificate-without-names.ts'
import TLS_010 from './tls/overlapping-hostnames.ts'
import TLS_011 from './tls/overlapping-certificates.ts'
import TMO_002 from './timeouts/no-timeout.ts'
import TMO_003 from './timeouts/unlikely-duration.ts'
import TMO_004 from './timeouts/duration-not-canonical.ts'
import TMO_005 from './timeouts/retries-cut-short.ts'
import TMO_006 from './timeouts/unbounded-retry.ts'
import TMO_007 from './timeouts/retry-repeats-work.ts'
import TMO_008 from './timeouts/retry-will-not-help.ts'
import TMO_009 from './timeouts/retry-budget-without-retry.ts'
import TMO_012 from './timeouts/sessions-share-name.ts'
import TMO_013 from './timeouts/session-set-twice.ts'
import TMO_014 from './timeouts/session-with-affinity.ts'
import TMO_015 from './timeouts/session-name.ts'
import TMO_016 from './timeouts/session-without-backend.ts'
import VAP_001 from './admission-policies/policy-violation.ts'
import VAP_002 from './admission-policies/policy-mutation.ts'
import VAP_003 from './admission-policies/invalid-policy.ts'
import VAP_004 from './admission-policies/policy-type.ts'
import VAP_005 from './admission-policies/unused-variable.ts'
import VAP_006 from './admission-policies/rule-matches-nothing.ts'
import VER_001 from './versions/version-not-in-bundle.ts'
import VER_002 from './versions/version-not-served.ts'
import VER_003 from './versions/deprecated-version.ts'
import VER_004 from './versions/field-of-other-bundle.ts'
import VER_005 from './versions/experimental-in-standard.ts'
import VER_006 from './versions/too-much-for-v1.ts'
import VER_007 from './versions/parents-differ-by-port.ts'
import VER_008 from './versions/mixed-bundles.ts'
import VER_009 from './versions/stored-version-gone.ts'
import VER_010 from './versions/guard-refuses-channel.ts'
import VER_011 from './versions/guard-refuses-bundle.ts'
import VER_012 from './versions/guard-of-other-bundle.ts'
import VER_013 from './versions/kubernetes-too-old.ts'
import VER_014 from './versions/class-refuses-bundle.ts'
import XRT_001 from './conflicts/duplicate-route-match.ts'
import XRT_002 from './conflicts/redundant-route-match.ts'
import XRT_003 from './conflicts/unreachable-match.ts'
import XRT_004 from './conflicts/order-dependent-overlap.ts'
import XRT_005 from './conflicts/traffic-carved-out.ts'
import XRT_006 from './conflicts/overridden-by-route.ts'
import XRT_007 from './conflicts/host-gap.ts'
import XRT_009 from './conflicts/repeated-rule-match.ts'
import XRT_011 from './conflicts/http-and-grpc-on-one-host.ts'
import XRT_012 from './conflicts/call-also-taken-by-http.ts'
import type { RuleDefinition } from './rule.ts'

/** Every rule, in the order of codes. */
export const rules: readonly RuleDefinition[] = [
  ATT_001,
  ATT_002,
  ATT_003,
  ATT_005,
  ATT_006,
  ATT_007,
  BE_001,
  BE_002,
  BE_003,
  BE_004,
  BE_005,
  BE_006,
  BE_008,
  BE_010,
  BE_011,
  BE_013,
  BE_014,
  BE_016,
  BE_017,
  BE_018,
  BE_019,
  CLS_001,
  CLS_002,
  CLS_003,
  CLS_004,
  CLS_007,
  FEAT_001,
  FEAT_002,
  FIL_002,
  FIL_004,
  FIL_005,
  FIL_006,
  FIL_008,
  FIL_009,
  FIL_010,
  FIL_011,
  FIL_012,
  FIL_013,
  FIL_014,
  FIL_015,
  FIL_016,
  FIL_017,
  FIL_019,
  FIL_021,
  FIL_022,
  FIL_023,
  FIL_024,
  FIL_027,
  FIL_028,
  FIL_029,
  GW_001,
  GW_002,
  GW_003,
  GW_004,
  GW_005,
  GW_007,
  GW_008,
  GW_009,
  GW_010,
  GW_011,
  GW_012,
  GW_014,
  GW_017,
  HOST_002,
  HOST_004,
  HOST_005,
  HOST_007,
  HOST_008,
  HOST_009,
  L4_001,
  L4_003,
  L4_009,
  LIS_001,
  LIS_002,
  LIS_003,
  LIS_004,
  LIS_005,
  LIS_006,
  LIS_007,
  LIS_008,
  LIS_010,
  LIS_011,
  LIS_012,
  LIS_014,
  LIS_015,
  LIS_016,
  LIS_017,
  LSET_001,
  LSET_002,
  LSET_004,
  LSET_005,
  LSET_007,
  LSET_008,
  LSET_009,
  LSET_010,
  LSET_011,
  MAT_001,
  MAT_002,
  MAT_003,
  MAT_004,
  MAT_005,
  MAT_006,
  MAT_007,
  MAT_008,
  MAT_009,
  MAT_010,
  MAT_011,
  MAT_013,
  MAT_017,
  MESH_001,
  MESH_002,
  MESH_003,
  MESH_007,
  MESH_008,
  MESH_009,
  MESH_010,
  MESH_013,
  PAR_001,
  PAR_002,
  PAR_003,
  PAR_004,
  PAR_005,
  PAR_006,
  PAR_007,
  PAR_008,
  PAR_010,
  POL_001,
  POL_002,
  POL_003,
  POL_004,
  POL_005,
  POL_006,
  POL_007,
  POL_008,
  POL_009,
  POL_010,
  POL_016,
  POL_020,
  POL_021,
  POL_022,
  POL_030,
  POL_031,
  POL_032,
  POL_034,
  PRO_001,
  PRO_002,
  PRO_003,
  PRO_004,
  PRO_005,
  REF_001,
  REF_002,
  REF_005,
  REF_006,
  REF_007,
  REF_008,
  REF_010,
  REF_012,
  SCH_001,
  SCH_002,
  SCH_003,
  SCH_004,
  SCH_005,
  SCH_006,
  SCH_007,
  SCH_008,
  SCH_009,
  SCH_010,
  SCH_011,
  SCH_012,
  SCH_013,
  SCH_015,
  SCH_016,
  SCH_017,
  SRC_001,
  SRC_002,
  SRC_003,
  SRC_004,
  SRC_005,
  SRC_006,
  SRC_007,
  SRC_008,
  TLS_001,
  TLS_002,
  TLS_003,
  TLS_005,
  TLS_006,
  TLS_007,
  TLS_010,
  TLS_011,
  TMO_002,
  TMO_003,
  TMO_004,
  TMO_005,
  TMO_006,
  TMO_007,
  TMO_008,
  TMO_009,
  TMO_012,
  TMO_013,
  TMO_014,
  TMO_015,
  TMO_016,
  VAP_001,
  VAP_002,
  VAP_003,
  VAP_004,
  VAP_005,
  VAP_006,
  VER_001,
  VER_002,
  VER_003,
  VER_004,
  VER_005,
  VER_006,
  VER_007,
  VER_008,
  VER_009,
  VER_010,
  VER_011,
  VER_012,
  VER_013,
  VER_014,
  XRT_001,
  XRT_002,
  XRT_003,
  XRT_004,
  XRT_005,
  XRT_006,
  XRT_007,
  XRT_009,
  XRT_011,
  XRT_012,
]
