/** What only a call needs, in a chunk of its own: fetched beside the Calling SDK, and there before anybody can call. */
export { callFeatures } from '../features/list.ts';
export { CallScreen } from '../screens/CallScreen.tsx';
