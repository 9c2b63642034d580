/** The public members of a class. Our classes cannot `implement` the SDK's classes, which have private members. */
export type Public<T> = { [K in keyof T]: T[K] };
