"""Light on the scene: ambient light, shadows, specular reflections, the moiré of a screen."""
