/*
 * The packages that the file of the Calling SDK expects from the page. The app uses one of them, too, so both get the same one.
 * The build makes a chunk of this file.
 */

export * as common from '@azure/communication-common';
export * as logger from '@azure/logger';
