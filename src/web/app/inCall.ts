/** The code that only a call needs, in a chunk of its own. The app loads it together with the Calling SDK. */
export { callFeatures } from '../features/list.ts';
export { CallScreen } from '../screens/CallScreen.tsx';
