import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import {
  AgentMessage,
  OtherTabMessage,
  PlacingMessage,
  RejoinMessage,
} from '../areas/phone-messages/PhoneMessages.tsx';
import { ProblemList, type Remedies } from '../areas/problems/ProblemList.tsx';
import { IntegrationParts } from '../integration/IntegrationParts.tsx';
import { SurveyMessage } from './SurveyMessage.tsx';
import { EachPart } from '../ui/Parts.tsx';

/**
 * The messages about the whole phone, and about what happened to calls. The offer to rejoin a call comes first. If it stood below
 * a message, a press that removes the message would move the offer under the pointer, and a second press would place a call.
 */
export const Messages = (remedies: Remedies) => (
  <EachPart>
    <RejoinMessage />
    <OtherTabMessage />
    <AgentMessage />
    <PlacingMessage />
    <ProblemList {...remedies} />
    <IntegrationParts />
    <NoticeList />
    <SurveyMessage />
  </EachPart>
);
