/*
 * The packages that the Calling SDK's file takes from the page. The app uses `communication-common`, too, and must share one copy
 * with the SDK. This file becomes a chunk of its own.
 */

export * as common from '@azure/communication-common';
export * as logger from '@azure/logger';
