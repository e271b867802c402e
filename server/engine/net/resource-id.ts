declare const resourceIdBrand: unique symbol;

/** A provider's id of a resource, such as `subnet-0a1b2c`; unique within an estate. */
export type ResourceId = string & { readonly [resourceIdBrand]: true };

/** Brands a string that a parser or a test has made sure is an id. */
export function asResourceId(text: string): ResourceId {
  return text as ResourceId;
}
