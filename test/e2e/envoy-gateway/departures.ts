import type { Difference } from './compare.ts'
import type { Translation } from './translator.ts'

/** All that was found in a set, in case one thing follows from another. */
interface ComparedSet {
  readonly all: readonly Difference[]
  readonly translation: Translation
}

/** What the translator does otherwise than the specification has it, or where that leaves a choice, and no profile says so. */
interface Departure {
  readonly why: string
  fits(difference: Difference, set: ComparedSet): boolean
}

const says = (conditions: Difference['theirConditions'], type: string, status: string, reason = '') =>
  conditions.some(entry => entry.type === type && entry.status === status && entry.reason.startsWith(reason))

const both = ({ theirs, ours }: Difference, status: string) => theirs.startsWith(status) && ours.startsWith(status)

/** Whether a route of the kind is refused for its content: other reasons begin with `No`. */
const hasRefused = ({ statuses }: Translation, kind: string) =>
  (statuses ?? []).some(
    entry =>
      entry.kind === kind &&
      entry.status.parents?.some(({ conditions }) => says(conditions, 'Accepted', 'False') && !says(conditions, 'Accepted', 'False', 'No')),
  )

const hasSeveralListeners = ({ statuses }: Translation) => (statuses ?? []).flatMap(({ status }) => status.listeners ?? []).length > 1

export const departures: readonly Departure[] = [
  {
    why: 'a listener that it refuses may have no Accepted, where the specification wants the condition on every listener',
    fits: ({ what, theirs, ours }) => what.endsWith('listener Accepted') && theirs === 'absent' && ours.startsWith('False'),
  },
  {
    why: 'a ListenerSet without a usable certificate is accepted',
    fits: ({ what, theirs, ours, where }, { all }) =>
      (what === 'ListenerSet Accepted' &&
        theirs.startsWith('True') &&
        (ours === 'False ListenersNotValid' || ours === 'True ListenersNotValid')) ||
      (what === 'Gateway attachedListenerSets' && all.some(other => other.what === 'ListenerSet Accepted' && other.where !== where)),
  },
  {
    why: 'reasons of Programmed=False that the specification does not have',
    fits: difference => difference.what.endsWith('listener Programmed') && both(difference, 'False'),
  },
  {
    why: 'the condition of a Gateway is experimental, and tells of authorities for clients with reasons of other conditions',
    fits: ({ what, theirs, ours }) => what === 'Gateway ResolvedRefs' && (ours === 'absent' || theirs === 'False InvalidParameters'),
  },
  {
    why: 'it does not look into the Secret with the certificate for backends',
    fits: ({ what, theirs, ours }) =>
      what === 'Gateway ResolvedRefs' && theirs === 'True ResolvedRefs' && ours === 'False InvalidClientCertificateRef',
  },
  {
    why: 'that clients without a certificate are let in is not told where the authorities cannot be used',
    fits: ({ what, theirConditions }) =>
      what === 'Gateway InsecureFrontendValidationMode' && says(theirConditions, 'ResolvedRefs', 'False'),
  },
  {
    why: 'of several certificates that cannot be used, any may give the reason',
    fits: difference =>
      difference.what.endsWith('listener ResolvedRefs') &&
      both(difference, 'False') &&
      /certificate refs 1|No valid secrets/.test(difference.message),
  },
  {
    why: 'two certificates of one listener must not have a name and the algorithm of their keys in common',
    fits: ({ theirConditions }) => theirConditions.some(({ message }) => message?.includes('must be unique')),
  },
  {
    why: 'a ConfigMap with nothing under ca.crt has a reason of another condition',
    fits: difference => both(difference, 'False') && difference.theirs === 'False NoValidCACertificate',
  },
  {
    why: 'what listeners of a Gateway collide for, a ListenerSet cannot have either',
    fits: ({ what, where, theirConditions }, { all }) =>
      what.startsWith('ListenerSet listener')
        ? says(theirConditions, 'Conflicted', 'True')
        : /^ListenerSet (Accepted|Programmed)$/.test(what) &&
          all.some(other => other.what === 'ListenerSet listener Conflicted' && other.where.startsWith(`${where} `)),
  },
  {
    why: 'routes of a ListenerSet that the Gateway does not let in have no status; ours leaves it open',
    fits: ({ what, where, theirConditions, ourConditions }) =>
      what.includes('parent') &&
      where.includes('parent ListenerSet') &&
      theirConditions.length === 0 &&
      !says(ourConditions, 'Accepted', 'True') &&
      !says(ourConditions, 'Accepted', 'False', 'No'),
  },
  {
    why: 'a GRPCRoute none of whose rules can be implemented is neither counted nor compared by its hostnames',
    fits: ({ what, theirs, ours }, { translation }) =>
      what.endsWith('attachedRoutes')
        ? Number(theirs) < Number(ours) && hasRefused(translation, 'GRPCRoute')
        : what === 'GRPCRoute parent Accepted' && theirs === 'False UnsupportedValue' && ours === 'False NoMatchingListenerHostname',
  },
  {
    why: 'a route is refused, and not counted, where more specific listeners take all of its hostnames away; nothing says that it must be',
    fits: ({ what, theirs, ours }, { translation }) =>
      what.endsWith('attachedRoutes')
        ? Number(theirs) < Number(ours) && hasSeveralListeners(translation)
        : theirs === 'False NoMatchingListenerHostname' && /^True|UnsupportedValue$/.test(ours),
  },
  {
    why: 'of two wildcards one of which lies within the other, it does not see that they overlap',
    fits: ({ what, ours }) => what.endsWith('OverlappingTLSConfig') && ours === 'True OverlappingHostnames',
  },
  {
    why: 'a BackendTLSPolicy does not count for backends of weight 0',
    fits: ({ theirs, ours }) => theirs === 'True ResolvedRefs' && ours === 'False InvalidBackendTLS',
  },
  {
    why: 'a route with a rule that is dropped is accepted, even where no listener lets it in: it must not be (PartiallyInvalid)',
    fits: ({ what, theirConditions, ourConditions }) =>
      /parent (Accepted|PartiallyInvalid)$/.test(what) &&
      says(theirConditions, 'PartiallyInvalid', 'True') &&
      says(ourConditions, 'Accepted', 'False'),
  },
  {
    why: 'several reasons are joined by commas',
    fits: ({ theirs, ours }) => theirs.includes(',') && theirs.split(/[ ,]/).includes(ours.split(' ')[1] ?? ''),
  },
  {
    why: 'references of rules that are dropped are not judged',
    fits: ({ what, theirConditions, ours }) =>
      what.endsWith('parent ResolvedRefs') &&
      ours.startsWith('False') &&
      (says(theirConditions, 'PartiallyInvalid', 'True') ||
        ['UnsupportedValue', 'IncompatibleFilters', 'NoMatchingListenerHostname'].some(reason =>
          says(theirConditions, 'Accepted', 'False', reason),
        )),
  },
  {
    why: 'a TCPRoute, TLSRoute or UDPRoute to a Service without endpoints is not resolved',
    fits: ({ theirs }) => theirs.includes('EndpointsNotFound'),
  },
  {
    why: 'appProtocol kubernetes.io/wss needs no BackendTLSPolicy',
    fits: ({ what, ours }) => what === 'HTTPRoute parent ResolvedRefs' && ours === 'False UnsupportedProtocol',
  },
  {
    why: 'a mirror beside a redirect is refused',
    fits: ({ theirConditions }) => theirConditions.some(({ reason }) => reason.includes('IncompatibleFilters')),
  },
  {
    why: 'a policy is told of Gateways whose routes to its target are not accepted, and not of those whose reference to it does not resolve',
    fits: ({ what, theirs, ours }) => what.startsWith('BackendTLSPolicy ancestor') && (theirs === 'absent' || ours === 'absent'),
  },
  {
    why: 'a policy that loses one of its targets to another has lost all of them',
    fits: ({ theirs, ours }) => theirs === 'False Conflicted' && ours.startsWith('True'),
  },
  {
    why: 'a set of well-known authorities that it does not have counts as a wrong kind of reference (Invalid)',
    fits: ({ what, ours, ourConditions }) =>
      what.startsWith('BackendTLSPolicy') && (ours === 'False Invalid' || says(ourConditions, 'Accepted', 'False', 'Invalid')),
  },
]
