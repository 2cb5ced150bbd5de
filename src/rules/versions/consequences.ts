import type { Path } from '../../diagnostics/path.ts'

/** What does not happen when a field is dropped, by its name, or by this and the one above where others are called the same. */
const consequences: Readonly<Record<string, string>> = {
  externalAuth: 'requests reach the backend without being authenticated',
  retry: 'failed requests are not tried again',
  sessionPersistence: 'the requests of one client go to any backend',
  timeouts: 'requests may take as long as the implementation lets them',
  cors: 'browsers on other origins are refused',
  frontendValidation: 'certificates of clients are not checked',
  frontend: 'certificates of clients are not checked',
  backend: 'backends see no client certificate',
  backendTLS: 'backends see no client certificate',
  tls: 'certificates of clients are not checked, and backends see none',
  subjectAltNames: 'the certificate must carry the hostname itself',
  percent: 'every request is copied',
  fraction: 'every request is copied',
  'parentRefs.port': 'the route attaches to listeners on every port',
  infrastructure: 'what is made for the Gateway carries none of it',
  allowedListeners: 'no ListenerSet may attach',
  useDefaultGateways: 'the route attaches to its parentRefs only',
  defaultScope: 'routes without parentRefs do not attach',
  sessionName: 'the implementation chooses the name of the cookie or header',
  cookie: 'the implementation chooses the name, path and lifetime of the cookie',
  cookieConfig: 'the implementation chooses the lifetime of the cookie',
  'sessionPersistence.header': 'the implementation chooses the name of the header',
  'listeners.filters': 'requests reach the routes without passing them',
  routability: 'the implementation chooses who can reach the address',
  idleTimeout: 'sessions last until absoluteTimeout',
  'rules.name': 'policies cannot refer to the rule',
}

/** What happens to requests when the field at a path is dropped; undefined where there is nothing to say. */
export function consequenceOf(at: Path): string | undefined {
  const [field = '', parent] = at.filter(step => typeof step === 'string').reverse()
  return consequences[`${parent}.${field}`] ?? consequences[field]
}
