import type {
  AudioDeviceInfo,
  AudioDeviceType,
  DeviceAccess,
  DeviceManager,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { audioDevice, camera, isGranted, keepKnown, tryOpen } from './deviceList.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';

/**
 * The devices of this machine, as the browser lists them. One per CallClient, which ends it with `close()`.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/manage-video
 */
export class EmuDeviceManager implements DeviceManager {
  private readonly emitter = new Emitter('DeviceManager', [
    'videoDevicesUpdated',
    'audioDevicesUpdated',
    'selectedMicrophoneChanged',
    'selectedSpeakerChanged',
  ]);
  private microphone: AudioDeviceInfo | undefined;
  private speaker: AudioDeviceInfo | undefined;
  private video: VideoDeviceInfo[] = [];
  private audio: AudioDeviceInfo[] = [];
  /** Whether the list is complete, labels included, and the browser has not announced a change since. */
  private isListComplete = false;
  private readonly watch = (): void => {
    this.isListComplete = false;
    void this.refresh();
  };

  /** Internal to the drop-in: reads the first list, and follows its changes. */
  async start(): Promise<void> {
    await this.refresh();
    navigator.mediaDevices.addEventListener('devicechange', this.watch);
  }

  /** Internal to the drop-in. */
  close(): void {
    navigator.mediaDevices.removeEventListener('devicechange', this.watch);
    this.emitter.clear();
  }

  /** Internal to the drop-in: how many audio devices the browser lists. */
  get counts(): { microphones: number; speakers: number } {
    const microphones = this.audio.filter(({ deviceType }) => deviceType === 'Microphone').length;
    return { microphones, speakers: this.audio.length - microphones };
  }

  get isSpeakerSelectionAvailable(): boolean {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  get selectedMicrophone(): AudioDeviceInfo {
    return this.microphone as AudioDeviceInfo;
  }

  get selectedSpeaker(): AudioDeviceInfo {
    return this.speaker as AudioDeviceInfo;
  }

  async getCameras(): Promise<VideoDeviceInfo[]> {
    await this.refreshIfNeeded();
    return [...this.video];
  }

  async getMicrophones(): Promise<AudioDeviceInfo[]> {
    await this.refreshIfNeeded();
    return this.audio.filter(({ deviceType }) => deviceType === 'Microphone');
  }

  /** @throws 405/40606 where the browser cannot choose a speaker. */
  async getSpeakers(): Promise<AudioDeviceInfo[]> {
    if (!this.isSpeakerSelectionAvailable) {
      throw callingError(405, 40606, 'Failed to enumerate speakers, this browser does not support it.');
    }
    await this.refreshIfNeeded();
    return this.audio.filter(({ deviceType }) => deviceType === 'Speaker');
  }

  /** @throws 400/40615 for an object without an id; 408/40607 for a microphone that is not in the list. */
  async selectMicrophone(microphone: AudioDeviceInfo): Promise<void> {
    this.check(microphone, 'Microphone');
    if (this.microphone?.id === microphone.id) return;
    this.microphone = microphone;
    this.emitter.emit('selectedMicrophoneChanged');
  }

  /** @throws 400/40615 for an object without an id; 408/40609 for a speaker that is not in the list. */
  async selectSpeaker(speaker: AudioDeviceInfo): Promise<void> {
    this.check(speaker, 'Speaker');
    if (this.speaker?.id === speaker.id) return;
    this.speaker = speaker;
    this.emitter.emit('selectedSpeakerChanged');
  }

  /**
   * Opens the devices and closes them at once, which makes the browser ask the user.
   * @returns the present permission of both kinds, requested or not. A refusal by the user is an answer, not an error.
   * @throws 400/40612 when neither kind is requested; 500/41001 without constraints.
   */
  async askDevicePermission(constraints: PermissionConstraints): Promise<DeviceAccess> {
    if (!constraints) throw callingError(500, 41001, 'Failed to ask for a permission: no constraints.');
    const { audio, video } = constraints;
    if (!audio && !video) {
      throw callingError(400, 40612, 'Failed to ask for a permission: neither audio nor video is asked for.');
    }
    const granted = await tryOpen({ audio, video });
    // A refusal of one kind fails both, so each is then requested alone.
    const alone = !granted && audio && video;
    const access = {
      audio: audio ? granted || (alone && (await tryOpen({ audio }))) : await isGranted('microphone'),
      video: video ? granted || (alone && (await tryOpen({ video }))) : await isGranted('camera'),
    };
    await this.refresh();
    return access;
  }

  /** Does nothing, since devices open fast enough without it. */
  async startPreheatDevices(): Promise<void> {}

  stopPreheatDevices(): void {}

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private check(device: AudioDeviceInfo, type: AudioDeviceType): void {
    if (this.audio.some(({ id, deviceType }) => id === device?.id && deviceType === type)) return;
    if (typeof device?.id !== 'string') {
      throw callingError(400, 40615, 'Failed to select a device: it is no AudioDeviceInfo with an id.');
    }
    throw callingError(
      408,
      type === 'Microphone' ? 40607 : 40609,
      `Failed to select a ${type.toLowerCase()}: it is not one of this device manager's.`,
    );
  }

  /** Skips the browser's few milliseconds if the list is up to date: apps list devices while they set up a call. */
  private async refreshIfNeeded(): Promise<void> {
    if (!this.isListComplete) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    // Without labels a permission is missing, which the user may give at any time, without an event.
    this.isListComplete = devices.length > 0 && devices.every(({ label }) => label !== '');
    const video = devices.filter(({ kind }) => kind === 'videoinput').map(camera);
    const audio = devices.flatMap(audioDevice);
    const before = { video: this.video, audio: this.audio };
    this.video = keepKnown(before.video, video);
    this.audio = keepKnown(before.audio, audio);
    this.emitChanges('videoDevicesUpdated', before.video, this.video);
    this.emitChanges('audioDevicesUpdated', before.audio, this.audio);
    this.microphone = this.choose('Microphone', this.microphone, 'selectedMicrophoneChanged');
    this.speaker = this.choose('Speaker', this.speaker, 'selectedSpeakerChanged');
  }

  /** @returns the selected device while it exists, otherwise the system's default, otherwise the first device. */
  private choose(
    type: AudioDeviceType,
    selected: AudioDeviceInfo | undefined,
    event: 'selectedMicrophoneChanged' | 'selectedSpeakerChanged',
  ): AudioDeviceInfo | undefined {
    const all = this.audio.filter(({ deviceType }) => deviceType === type);
    const next =
      all.find(({ id }) => id === selected?.id) ??
      all.find(({ isSystemDefault }) => isSystemDefault) ??
      all[0];
    if (next?.id !== selected?.id) queueMicrotask(() => this.emitter.emit(event));
    return next;
  }

  private emitChanges(
    event: 'videoDevicesUpdated' | 'audioDevicesUpdated',
    before: readonly { id: string }[],
    after: readonly { id: string }[],
  ): void {
    const added = after.filter((device) => !before.includes(device));
    const removed = before.filter((device) => !after.includes(device));
    if (added.length + removed.length > 0) this.emitter.emit(event, { added, removed });
  }
}
