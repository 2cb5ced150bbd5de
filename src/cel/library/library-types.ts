import { type OpaqueType, opaque } from '../types.ts'

/** The named types of Kubernetes' libraries. */
export const URLType: OpaqueType = opaque('kubernetes.URL')
export const QuantityType: OpaqueType = opaque('kubernetes.Quantity')
export const SemverType: OpaqueType = opaque('kubernetes.Semver')
export const FormatType: OpaqueType = opaque('kubernetes.NamedFormat')
export const IPType: OpaqueType = opaque('net.IP')
export const CIDRType: OpaqueType = opaque('net.CIDR')
