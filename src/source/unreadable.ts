const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'the link leads back to itself',
  ENOTDIR: 'a part of the path is no folder',
  ENAMETOOLONG: 'the name is too long',
  EISDIR: 'it is a folder',
}

/** Why a file could not be read, in words for the person who named it. */
export function unreadable(path: string, error: unknown): string {
  const code = (error as { readonly code?: string }).code ?? ''
  return `cannot read ${path}: ${REASONS[code] ?? (code || String(error))}`
}
