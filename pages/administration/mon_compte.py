import streamlit as st

from ui import visitor

visitor.require("mon_compte")
st.title("Mon compte")
