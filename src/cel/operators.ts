import type { Expr } from './ast.ts'
import type { TokenKind } from './lexer.ts'

/** The functions that binary operators stand for, by precedence. */
export const RELATIONS: ReadonlyMap<TokenKind, string> = new Map([
  ['<', '_<_'],
  ['<=', '_<=_'],
  ['>=', '_>=_'],
  ['>', '_>_'],
  ['==', '_==_'],
  ['!=', '_!=_'],
  ['in', '@in'],
])
export const SUMS: ReadonlyMap<TokenKind, string> = new Map([
  ['+', '_+_'],
  ['-', '_-_'],
])
export const PRODUCTS: ReadonlyMap<TokenKind, string> = new Map([
  ['*', '_*_'],
  ['/', '_/_'],
  ['%', '_%_'],
])

/** `a && b && c && d` as a balanced tree, as cel-go builds it: evaluation order stays, depth shrinks, and static costs depend on the shape. */
export function balance(name: string, terms: readonly Expr[], ids: readonly number[], low: number, high: number): Expr {
  const middle = (low + high + 1) >> 1
  const left = middle === low ? terms[middle]! : balance(name, terms, ids, low, middle - 1)
  const right = middle === high ? terms[middle + 1]! : balance(name, terms, ids, middle + 1, high)
  return { kind: 'call', id: ids[middle]!, name, target: undefined, args: [left, right] }
}
