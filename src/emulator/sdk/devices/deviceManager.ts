import type {
  AudioDeviceInfo,
  AudioDeviceType,
  DeviceAccess,
  DeviceManager,
  PermissionConstraints,
  VideoDeviceInfo,
} from '@azure/communication-calling';
import { audioDevice, camera, isGranted, keep, tryOpen } from './deviceList.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';

/** The devices of this machine, as the browser tells them. One per CallClient; it ends with `close()`. */
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
  /** The list is complete, names included, and the browser has told of no change since. */
  private known = false;
  private readonly watch = (): void => {
    this.known = false;
    void this.refresh();
  };

  /** Internal to the drop-in: call it once the first list may be read. */
  async start(): Promise<void> {
    await this.refresh();
    navigator.mediaDevices.addEventListener('devicechange', this.watch);
  }

  /** Internal to the drop-in. */
  close(): void {
    navigator.mediaDevices.removeEventListener('devicechange', this.watch);
    this.emitter.clear();
  }

  /** Internal to the drop-in: how many there are, as far as the browser tells. */
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
    await this.look();
    return [...this.video];
  }

  async getMicrophones(): Promise<AudioDeviceInfo[]> {
    await this.look();
    return this.audio.filter(({ deviceType }) => deviceType === 'Microphone');
  }

  /** @throws 405/40606 where the browser cannot choose a speaker. */
  async getSpeakers(): Promise<AudioDeviceInfo[]> {
    if (!this.isSpeakerSelectionAvailable) {
      throw callingError(405, 40606, 'Failed to enumerate speakers, this browser does not support it.');
    }
    await this.look();
    return this.audio.filter(({ deviceType }) => deviceType === 'Speaker');
  }

  async selectMicrophone(microphone: AudioDeviceInfo): Promise<void> {
    this.check(microphone, 'Microphone');
    if (this.microphone?.id === microphone.id) return;
    this.microphone = microphone;
    this.emitter.emit('selectedMicrophoneChanged');
  }

  async selectSpeaker(speaker: AudioDeviceInfo): Promise<void> {
    this.check(speaker, 'Speaker');
    if (this.speaker?.id === speaker.id) return;
    this.speaker = speaker;
    this.emitter.emit('selectedSpeakerChanged');
  }

  /**
   * Opens what is asked for and closes it at once: that is what makes a browser ask.
   * @returns the present permission of both kinds, whichever was asked for. A refusal is an answer.
   * @throws 400/40612 when neither kind is asked for, 500/41001 without constraints.
   */
  async askDevicePermission(constraints: PermissionConstraints): Promise<DeviceAccess> {
    if (!constraints) throw callingError(500, 41001, 'Failed to ask for a permission: no constraints.');
    const { audio, video } = constraints;
    if (!audio && !video) {
      throw callingError(400, 40612, 'Failed to ask for a permission: neither audio nor video is asked for.');
    }
    const granted = await tryOpen({ audio, video });
    // One refusal refuses both: each is then asked for by itself.
    const alone = !granted && audio && video;
    const access = {
      audio: audio ? granted || (alone && (await tryOpen({ audio }))) : await isGranted('microphone'),
      video: video ? granted || (alone && (await tryOpen({ video }))) : await isGranted('camera'),
    };
    await this.refresh();
    return access;
  }

  /** Nothing takes long enough here to be prepared. */
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

  /** Asking the browser takes a few milliseconds, and an app asks at the very moment of a call. */
  private async look(): Promise<void> {
    if (!this.known) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const devices = await navigator.mediaDevices.enumerateDevices();
    // Without names, a permission is missing that may be given at any time, and without an event.
    this.known = devices.length > 0 && devices.every(({ label }) => label !== '');
    const video = devices.filter(({ kind }) => kind === 'videoinput').map(camera);
    const audio = devices.flatMap(audioDevice);
    const before = { video: this.video, audio: this.audio };
    this.video = keep(before.video, video);
    this.audio = keep(before.audio, audio);
    this.tell('videoDevicesUpdated', before.video, this.video);
    this.tell('audioDevicesUpdated', before.audio, this.audio);
    this.microphone = this.choose('Microphone', this.microphone, 'selectedMicrophoneChanged');
    this.speaker = this.choose('Speaker', this.speaker, 'selectedSpeakerChanged');
  }

  /** The chosen one while it is there, else the system's default, else the first. */
  private choose(
    type: AudioDeviceType,
    chosen: AudioDeviceInfo | undefined,
    event: 'selectedMicrophoneChanged' | 'selectedSpeakerChanged',
  ): AudioDeviceInfo | undefined {
    const all = this.audio.filter(({ deviceType }) => deviceType === type);
    const next =
      all.find(({ id }) => id === chosen?.id) ?? all.find(({ isSystemDefault }) => isSystemDefault) ?? all[0];
    if (next?.id !== chosen?.id) queueMicrotask(() => this.emitter.emit(event));
    return next;
  }

  private tell(
    event: 'videoDevicesUpdated' | 'audioDevicesUpdated',
    before: readonly { id: string }[],
    after: readonly { id: string }[],
  ): void {
    const added = after.filter((device) => !before.includes(device));
    const removed = before.filter((device) => !after.includes(device));
    if (added.length + removed.length > 0) this.emitter.emit(event, { added, removed });
  }
}
