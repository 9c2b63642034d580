/** The public members of a class. The SDK's classes have private members, so no other class can implement them. */
export type Public<T> = { [K in keyof T]: T[K] };
