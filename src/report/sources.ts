import type { ObjectRef } from '../diagnostics/finding.ts'
import type { Path } from '../diagnostics/path.ts'
import { refKey, refOf } from '../inventory/index.ts'
import type { KubeObject } from '../kinds/object.ts'
import type { SourceDocument } from '../source/document.ts'
import type { SourceFile } from '../source/read.ts'
import type { SourceText } from '../source/text.ts'
import type { Location } from './report.ts'

/** The texts of one run: from an object to the place where it is written. */
export class Sources {
  readonly #files = new Map<string, SourceFile>()
  readonly #documents = new Map<string, SourceDocument>()

  readonly #byObject = new Map<unknown, SourceDocument>()

  /** Of two documents for one object the later counts, as it would after `kubectl apply`. */
  add(file: SourceFile): void {
    this.#files.set(file.source.name, file)
    for (const document of file.documents) {
      this.#documents.set(refKey(refOf(document.object as KubeObject)), document)
      this.#byObject.set(document.object, document)
    }
  }

  get files(): Iterable<SourceFile> {
    return this.#files.values()
  }

  text(file: string): SourceText | undefined {
    return this.#files.get(file)?.source
  }

  document(object: ObjectRef): SourceDocument | undefined {
    return this.#documents.get(refKey(object))
  }

  /** The place of a field; of the object's name where `at` is the object itself. */
  locate(object: ObjectRef, at: Path, part?: 'key'): Location | undefined {
    return place(this.document(object), at, part)
  }

  /** The same for this very object, where there are several of its name. */
  locateIn(object: KubeObject, at: Path, part?: 'key'): Location | undefined {
    return place(this.#byObject.get(object), at, part)
  }
}

const NAME: Path = ['metadata', 'name']

function place(document: SourceDocument | undefined, at: Path, part?: 'key'): Location | undefined {
  if (document === undefined) return undefined
  const span = document.locate(at.length === 0 ? NAME : at, part ?? 'head')
  return { file: document.file, span, ...(document.chart === undefined ? {} : { chart: document.chart }) }
}
