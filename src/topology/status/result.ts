import type { GroupKind } from '../model.ts'

/** A condition in the Gateway API's shape, without times. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly message: string
}

export interface ListenerStatus {
  readonly name: string
  readonly supportedKinds: readonly GroupKind[]
  readonly attachedRoutes: number
  readonly conditions: readonly Condition[]
}

export interface RouteParentStatus {
  readonly parentRef: {
    readonly group: string
    readonly kind: string
    readonly namespace?: string
    readonly name: string
    readonly sectionName?: string
    readonly port?: number
  }
  readonly controllerName: string
  readonly conditions: readonly Condition[]
}

export interface PolicyAncestorStatus {
  readonly ancestorRef: { readonly group: string; readonly kind: string; readonly namespace?: string; readonly name: string }
  readonly controllerName: string
  readonly conditions: readonly Condition[]
}

/** The status that a conformant controller would write. A condition that cannot be told is `Unknown` with reason `Undetermined`. */
export interface PredictedStatus {
  readonly conditions?: readonly Condition[]
  readonly listeners?: readonly ListenerStatus[]
  readonly attachedListenerSets?: number
  readonly parents?: readonly RouteParentStatus[]
  readonly ancestors?: readonly PolicyAncestorStatus[]
}
