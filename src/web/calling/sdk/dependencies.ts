/*
 * The packages that the Calling SDK's file takes from the page. The app uses `communication-common`, too, and must share its copy
 * with the SDK. The build makes a chunk of this file.
 */

export * as common from '@azure/communication-common';
export * as logger from '@azure/logger';
