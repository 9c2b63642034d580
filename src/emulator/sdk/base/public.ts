/** The public side of a class: the SDK's classes have private members, which nothing else can implement. */
export type Public<T> = { [K in keyof T]: T[K] };
