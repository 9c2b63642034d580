/**
 * The public members of a class. A class of ours cannot `implement` a class of the SDK directly, because the SDK's
 * classes have private members.
 */
export type Public<T> = { [K in keyof T]: T[K] };
