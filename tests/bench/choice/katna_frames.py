# SPDX-License-Identifier: MIT
"""katna_frames.py VIDEO COUNT FOLDER: katna's key frames as FOLDER/0.png, ... Run with katna's packages in PYTHONPATH."""
import os
import sys

import cv2
from Katna.video import Video


class Writer:
    """What katna gives its pictures to."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, _file, pictures):
        for number, picture in enumerate(pictures):
            cv2.imwrite(os.path.join(self.folder, f"{number}.png"), picture)


if __name__ == "__main__":
    # Katna starts processes of its own, and cuts the video in files of the folder it is in.
    file, count, folder = os.path.abspath(sys.argv[1]), int(sys.argv[2]), os.path.abspath(sys.argv[3])
    os.chdir(folder)
    Video().extract_video_keyframes(no_of_frames=count, file_path=file, writer=Writer(folder))
