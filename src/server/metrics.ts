import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { data } from '../kinds/catalogue.gen.ts'
import { VERSION } from '../report/version.ts'

/** Every metric that the server exports. Names follow the Prometheus conventions; no label holds the name of an object or of a user. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  new Gauge({ name: 'gatewright_build_info', help: 'Always 1; the label says the version.', labelNames: ['version'], registers }).set(
    { version: VERSION },
    1,
  )
  return {
    registry,
    requests: new Counter({
      name: 'gatewright_admission_requests_total',
      help: 'Admission requests answered, by verdict: allow, deny, shed, error.',
      labelNames: ['webhook', 'operation', 'group', 'kind', 'verdict', 'dry_run'],
      registers,
    }),
    duration: new Histogram({
      name: 'gatewright_admission_duration_seconds',
      help: 'Time from the whole request to the answer, queueing included.',
      labelNames: ['webhook', 'operation'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    inFlight: new Gauge({ name: 'gatewright_admission_in_flight', help: 'Admission requests that wait for their answer.', registers }),
    shed: new Counter({
      name: 'gatewright_admission_shed_total',
      help: 'Admission requests that were not judged, by reason: queue-full, too-late, in-flight.',
      labelNames: ['reason'],
      registers,
    }),
    rejected: new Counter({
      name: 'gatewright_http_rejected_total',
      help: 'Requests that were no usable admission review, by status code.',
      labelNames: ['code'],
      registers,
    }),
    findings: new Counter({
      name: 'gatewright_findings_total',
      help: 'Findings at admission, by rule and by what was done with them: deny, warn, audit.',
      labelNames: ['code', 'action'],
      registers,
    }),
    lateFindings: new Counter({
      name: 'gatewright_late_findings_total',
      help: 'Findings about stored objects that admission could not see, because two objects were admitted at once.',
      labelNames: ['code'],
      registers,
    }),
    ruleFailures: new Counter({
      name: 'gatewright_rule_failures_total',
      help: 'Rules that failed on an object: defects of Gatewright.',
      labelNames: ['code'],
      registers,
    }),
    defaulted: new Counter({
      name: 'gatewright_defaults_applied_total',
      help: 'Fields filled in at admission, by default.',
      labelNames: ['default'],
      registers,
    }),
    cacheState: new Gauge({
      name: 'gatewright_cache_live',
      help: '1 while the watch of a resource is open, 0 otherwise.',
      labelNames: ['resource'],
      registers,
    }),
    cacheContact: new Gauge({
      name: 'gatewright_cache_last_contact_timestamp_seconds',
      help: 'When the API server was last heard about a resource.',
      labelNames: ['resource'],
      registers,
    }),
    cacheLists: new Counter({
      name: 'gatewright_cache_lists_total',
      help: 'Full lists of a resource so far: one, unless the history of the watch was lost.',
      labelNames: ['resource'],
      registers,
    }),
    cacheObjects: new Gauge({
      name: 'gatewright_cache_objects',
      help: 'Objects in the snapshot.',
      labelNames: ['group', 'kind'],
      registers,
    }),
    watchInterruptions: new Counter({
      name: 'gatewright_watch_interruptions_total',
      help: 'Lists and watches that ended with an error.',
      labelNames: ['resource', 'during'],
      registers,
    }),
    configReload: new Gauge({
      name: 'gatewright_config_last_reload_success',
      help: '1 when the configuration that is in force is the one on disk, 0 when a newer one was refused.',
      registers,
    }),
    certificateExpiry: new Gauge({
      name: 'gatewright_certificate_expiry_timestamp_seconds',
      help: 'When the serving certificate ends.',
      registers,
    }),
    certificateReloads: new Counter({
      name: 'gatewright_certificate_reloads_total',
      help: 'Serving certificates loaded, by result: success, failure.',
      labelNames: ['result'],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>

const known = new Set(data.kinds.map(({ group, kind }) => `${group}/${kind}`))

/** The labels of a kind. One that Gatewright does not know is `other`: who may ask could make up a new one, and so a new series, with every request. */
export function kindLabels({ group = '', kind }: { readonly group?: string; readonly kind: string }): {
  readonly group: string
  readonly kind: string
} {
  return known.has(`${group}/${kind}`) ? { group, kind } : { group: 'other', kind: 'other' }
}
