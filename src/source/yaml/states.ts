/** What the parser tells of a document, one at a time. */
export const E = { scalar: 1, alias: 2, sequenceStart: 3, sequenceEnd: 4, mappingStart: 5, mappingEnd: 6, documentEnd: 7 } as const
export type EventType = (typeof E)[keyof typeof E]

/** Where the parser stands in the grammar. */
export const S = {
  blockNode: 1,
  documentContent: 2,
  documentEnd: 3,
  sequenceFirst: 4,
  sequenceEntry: 5,
  indentlessEntry: 6,
  mappingFirst: 7,
  mappingKey: 8,
  mappingValue: 9,
  flowSequenceFirst: 10,
  flowSequenceEntry: 11,
  flowPairKey: 12,
  flowPairValue: 13,
  flowPairEnd: 14,
  flowMappingFirst: 15,
  flowMappingKey: 16,
  flowMappingValue: 17,
  flowMappingEmptyValue: 18,
} as const
export type State = (typeof S)[keyof typeof S]
