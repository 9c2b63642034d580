/** The chunk with the code that only a call needs. The app loads this chunk together with the Calling SDK. */
export { listFeatures } from '../features/list.ts';
export { CallScreen } from '../screens/CallScreen.tsx';
