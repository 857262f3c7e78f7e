/** What a model may be trained for, in the order it is shown. */
export const TRAINED_FOR = ["tone", "format", "classification"] as const;
