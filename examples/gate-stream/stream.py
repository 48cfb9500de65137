"""A stream to try the origin with: `python stream.py DIRECTORY` writes some seconds of real H.264 as HLS.

A real channel comes from an encoder instead:

    ffmpeg -i rtmp://… -c copy -f hls -hls_time 4 -hls_flags delete_segments DIRECTORY/live.m3u8
"""

import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

WIDTH, HEIGHT, A_SECOND = 192, 108, 12


def write_stream(directory: Path, seconds: int = 3) -> None:
    """A planet that moves, in segments of a second: `live.m3u8` and `live0.ts` and so on."""
    directory.mkdir(parents=True, exist_ok=True)
    options = {"hls_time": "1", "hls_list_size": "0", "hls_playlist_type": "vod"}
    with av.open(str(directory / "live.m3u8"), "w", format="hls", options=options) as container:
        stream = container.add_stream(
            "libx264", rate=A_SECOND, options={"g": str(A_SECOND), "preset": "ultrafast"}
        )
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.time_base = Fraction(1, A_SECOND)
        y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
        for number in range(seconds * A_SECOND):
            picture = np.full((HEIGHT, WIDTH, 3), (18, 16, 40), dtype=np.uint8)
            centre = 30 + (WIDTH - 60) * number / (seconds * A_SECOND)
            picture[(x - centre) ** 2 + (y - HEIGHT / 2) ** 2 < 24**2] = (244, 162, 89)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


if __name__ == "__main__":
    write_stream(Path(sys.argv[1]))
