import type { Path } from '../../diagnostics/path.ts'
import type { FieldError } from '../field-error.ts'

/**
 * Where something stands in a CustomResourceDefinition: as the API server names it, whose internal form puts a schema that all versions share
 * at `spec.validation`, and as it is written.
 */
export class Place {
  readonly field: string
  readonly at: Path

  constructor(field: string, at: Path) {
    this.field = field
    this.at = at
  }

  child(name: string): Place {
    return new Place(`${this.field}.${name}`, [...this.at, ...name.split('.')])
  }

  key(name: string): Place {
    return new Place(`${this.field}[${name}]`, [...this.at, name])
  }

  index(i: number): Place {
    return new Place(`${this.field}[${i}]`, [...this.at, i])
  }
}

/** What is wrong with a CustomResourceDefinition, and where it is written. */
export interface CrdProblem extends FieldError {
  readonly at: Path
}

/** Collects problems by their places. */
export class Problems {
  readonly found: CrdProblem[] = []

  add(place: Place, make: (field: string) => FieldError): void {
    this.found.push({ ...make(place.field), at: place.at })
  }
}
